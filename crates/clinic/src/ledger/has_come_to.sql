update pending set came_to = :seq where device = :device and stream = :stream
