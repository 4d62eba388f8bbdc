#pragma once
#include <vector>

#include "engine/geometry/instance.h"
#include "shapes/shape.h"

/// A shape as instances: the one way from shape files to what is drawn.
namespace retort::geometry {

/// Adds what a shape consists of in the builder's frame. `objects`: what picking returns for each of Shape::objects. Gives the part of the
/// builder for each of Shape::parts.
std::vector<uint32_t> add_shape(Builder& b, const shapes::Shape& shape, const std::vector<shapes::Paint>& paints, const std::vector<uint32_t>& objects);

}  // namespace retort::geometry
