#pragma once

#include <vector>

#include "content/import/photo/colour_profile.h"
#include "content/import/photo/photo_planes.h"

/// Colour profiles, which are about red, green and blue, for planes of lightness and differences of colour (ITU-T
/// T.871).
namespace content {

/// Converts a photo of three planes, the second and third half as wide and high as the first, rounded up.
void convert_planes(std::vector<PhotoPlane>& planes, const ColourConversion& conversion);

}  // namespace content
