update stream set moved = 0 where moved = 1
