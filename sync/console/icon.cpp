#include "sync/console/icon.h"

#include <array>
#include <string_view>

namespace console {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Icon::page) + 1> icon_paths = {
    "M3 5h18v11H3zM9 20h6M12 16v4",
    "M4 12l16-7-5 15-4-6zM11 14l9-9",
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14a6.5 6.5 0 0 "
    "1 3.5 6",
    "M5 4h14v16H5zM8.5 8h7M8.5 12h7M8.5 16h4",
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
    "M12 6a6 6 0 1 0 0 12 6 6 0 0 0 0-12z",
    "M7 7h10v10H7zM9 9h6v6H9zM12 9v6",
    "M5 12.5l4.5 4.5L19 7.5",
    "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 2",
    "M12 5v14M5 12h14",
    "M12 4v11M7 10.5l5 5 5-5M4 20h16",
    "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
    "M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 12l8-8M16 7l3 3",
    "M6 17v-6a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4",
    "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
    "M4 6h16v14H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4",
    "M4 10v4h3l8 4V6l-8 4zM18 9.5a4 4 0 0 1 0 5M8 14.5l1.5 5H12",
    "M6 3h9l4 4v14H6zM9 11h7M9 15h7"};

}  // namespace

Html icon(Icon which) {
    return element(Tag::svg,
                   {{Attr::view_box, "0 0 24 24"},
                    {Attr::fill, "none"},
                    {Attr::stroke, "currentColor"},
                    {Attr::stroke_width, "2"},
                    {Attr::aria_hidden, "true"}},
                   {element(Tag::path, {{Attr::d, icon_paths[static_cast<std::size_t>(which)]}})});
}

}  // namespace console
