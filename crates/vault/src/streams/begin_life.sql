update stream set cursor = 0, moved = 0, fed = 0
