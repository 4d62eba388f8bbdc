#pragma once
#include <glm/glm.hpp>

/// Frames of things in the field.
namespace retort::shapes {

glm::mat4 moved(glm::vec3 by);
glm::mat4 scaled(glm::vec3 by);
glm::mat4 turned(float degrees, glm::vec3 axis);
/// At `at` with z along `axis`; y as near to `up` as that allows. Without an `up`: x stays x where z points up or down, and y points up
/// otherwise.
glm::mat4 facing(glm::vec3 at, glm::vec3 axis, glm::vec3 up = {0, 0, 0});

}  // namespace retort::shapes
