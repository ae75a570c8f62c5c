import .models
