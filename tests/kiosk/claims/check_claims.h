#pragma once

#include <string>
#include <vector>

#include "kiosk/frame/frame.h"
#include "kiosk/frame/scene.h"
#include "tests/kiosk/claims/model.h"

namespace claims {

/// What the frame claims and the model does not know, one sentence each. The model's moment may be any until the frame
/// stops being true.
[[nodiscard]] std::vector<std::string> check_claims(const kiosk::Frame& frame, const kiosk::Scene& scene,
                                                    const Model& model);

}  // namespace claims
