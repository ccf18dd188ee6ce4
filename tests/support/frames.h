#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/frame/frame.h"
#include "kiosk/frame/scene.h"
#include "kiosk/frame/view.h"
#include "tests/support/vienna.h"

/// What tests ask of a frame, and ask frames for.
namespace sample {

/// At now().
[[nodiscard]] kiosk::View view_in(content::Language language, kiosk::Size size = {1920, 1080});
/// The same, while somebody browses.
[[nodiscard]] kiosk::View browsing_view(content::Language language = content::Language::en);

/// The elements of one kind, in their order.
template <class T>
[[nodiscard]] std::vector<T> all(const kiosk::Frame& frame) {
    std::vector<T> found;
    for (const kiosk::Element& element : frame.elements) {
        if (const auto* what = std::get_if<T>(&element.what)) found.push_back(*what);
    }
    return found;
}

/// The first text with these words in it; null when there is none.
[[nodiscard]] const kiosk::TextBlock* block_of(const kiosk::Frame& frame, std::string_view words);
[[nodiscard]] bool says(const kiosk::Frame& frame, std::string_view words);
[[nodiscard]] std::vector<kiosk::Target> targets_of(const kiosk::Frame& frame, kiosk::Action action);
/// The items that these targets lead to.
[[nodiscard]] std::vector<std::string> target_ids(const kiosk::Frame& frame, kiosk::Action action);
/// What the codes say.
[[nodiscard]] std::vector<std::string> codes_of(const kiosk::Frame& frame);

}  // namespace sample
