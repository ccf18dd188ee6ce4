#pragma once

#include <memory>
#include <string>

#include "content/base/result.h"
#include "kiosk/app/content_source.h"
#include "kiosk/frame/screen.h"
#include "kiosk/frame/view.h"

/// The picture by which a panel is judged, without a page for staff around it (`kiosk --probe`). Not here: how it looks
/// (kiosk/scenes/scene_staff.cpp), showing it (AppOptions::only_tests).
namespace kiosk {

struct TestPicture {
    Size size{1920, 1080};
    content::Language language = content::Language::en;
    ThemeName theme = ThemeName::light;
    std::string panel;  ///< what hangs on which connector, in words; empty: not known
};

/// Writes it to a PNG file; errors as of write_png.
[[nodiscard]] content::Status write_test_picture(const std::string& path, const TestPicture& picture,
                                                 const Screen& screen, const Resources& resources);

/// For a display that shows nothing else: there is nothing, and nothing will come.
[[nodiscard]] std::unique_ptr<ContentSource> source_of_nothing();

}  // namespace kiosk
