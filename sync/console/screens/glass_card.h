#pragma once

#include "sync/console/html.h"
#include "sync/console/viewer.h"
#include "sync/screens/glass_pictures.h"
#include "sync/screens/screen.h"

namespace console {

/// What is really on a screen's glass: a button that asks for a picture, and the one that came.
[[nodiscard]] Html glass_card(const Viewer& viewer, const screens::Screen& screen,
                              const std::optional<screens::ScreenGlass>& picture);

}  // namespace console
