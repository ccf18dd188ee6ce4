#include "content/tool/kiosk_pack_differences.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "content/base/files.h"
#include "content/items/item_title.h"
#include "kiosk/render/renderer.h"

namespace content {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_pictures = 400;  // more would nobody look at; what is left out is told
constexpr int picture_width = 960;

std::string_view kind_of(const Story&) {
    return "highlight";
}
std::string_view kind_of(const Event&) {
    return "event";
}
std::string_view kind_of(const Call&) {
    return "call";
}
std::string_view kind_of(const Link&) {
    return "link";
}
std::string_view kind_of(const Notice& notice) {
    return notice.level == NoticeLevel::emergency ? "emergency" : "notice";
}

/// Items of one kind.
template <class Item>
void compare(const std::vector<Item>& before, const std::vector<Item>& after, const Edition& edition,
             std::vector<Difference>& differences, std::vector<Difference>& gone) {
    const auto difference = [&](Difference::What what, const Item& item) {
        return Difference{what, fmt::format("{}:{}", kind_of(item), item.id),
                          title_of(item, edition.default_language, edition)};
    };
    for (const Item& item : after) {
        const Item* known = find_item(before, item.id);
        if (known != nullptr && *known == item) continue;
        differences.push_back(difference(known == nullptr ? Difference::What::added : Difference::What::changed, item));
    }
    for (const Item& item : before) {
        if (find_item(after, item.id) == nullptr) gone.push_back(difference(Difference::What::gone, item));
    }
}

std::string_view name_of(Difference::What what) {
    switch (what) {
        case Difference::What::added: return "added";
        case Difference::What::changed: return "changed";
        case Difference::What::gone: return "gone";
    }
    return "changed";
}

std::string file_name(std::size_t number, const Difference& difference, Language language, std::string_view side) {
    std::string name =
        fmt::format("{:02}-{}-{}-{}-{}", number, name_of(difference.what), difference.scene, code(language), side);
    std::ranges::replace_if(
        name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '-' && c != '_'; }, '-');
    return name + ".png";
}

constexpr std::array<std::string_view, 2> side_names = {"before", "after"};

/// Draws of two releases, which a request names by "before" and "after".
class Drawing {
public:
    Drawing(const Snapshot& before, const Snapshot& after, kiosk::Text& text)
        : before_(std::make_shared<const Snapshot>(before)),
          after_(std::make_shared<const Snapshot>(after)),
          renderer_({{kiosk::default_tokens(), kiosk::default_strings(), text, codes_},
                     "",
                     [this](const kiosk::RenderRequest& request) -> Result<std::shared_ptr<const Snapshot>> {
                         return request.pack == side_names[0] ? before_ : after_;
                     },
                     [](const std::string&) -> Result<kiosk::Screen> { return kiosk::Screen{}; }}) {}

    Result<kiosk::RenderAnswer> draw(std::string_view side, const kiosk::Scene& scene, Language language, Instant at) {
        kiosk::RenderRequest request;
        request.pack = std::string(side);
        request.scene = scene;
        request.language = language;
        request.at = at;
        request.picture_width = picture_width;
        request.theme = kiosk::ThemeName::light;
        return renderer_.answer(request);
    }

private:
    std::shared_ptr<const Snapshot> before_;
    std::shared_ptr<const Snapshot> after_;
    kiosk::QrCodes codes_;
    kiosk::Renderer renderer_;
};

/// An item as it was and as it will be; none where it is not there.
using Sides = std::array<std::optional<kiosk::RenderAnswer>, 2>;

Result<Sides> draw_sides(Drawing& drawing, const Difference& difference, Language language, Instant at) {
    const auto scene = kiosk::parse_scene(difference.scene);
    if (!scene) return scene.error();
    Sides sides;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        if (difference.what == (i == 0 ? Difference::What::added : Difference::What::gone)) continue;
        auto picture = drawing.draw(side_names.at(i), *scene, language, at);
        if (!picture) return picture.error().in(difference.scene);
        sides.at(i) = std::move(*picture);
    }
    return sides;
}

}  // namespace

std::vector<Difference> differences_of(const Pack& before, const Pack& after) {
    std::vector<Difference> differences;
    std::vector<Difference> gone;
    if (!(before.edition == after.edition)) differences.push_back({Difference::What::changed, {}, {}});
    compare(before.stories, after.stories, after.edition, differences, gone);
    compare(before.events, after.events, after.edition, differences, gone);
    compare(before.calls, after.calls, after.edition, differences, gone);
    compare(before.links, after.links, after.edition, differences, gone);
    compare(before.notices, after.notices, after.edition, differences, gone);
    differences.insert(differences.end(), gone.begin(), gone.end());
    return differences;
}

std::string words_of(const Difference& difference) {
    if (difference.scene.empty()) return fmt::format("{} the edition (pack.toml)", name_of(difference.what));
    const std::string title = difference.title.empty() ? std::string() : fmt::format(" \"{}\"", difference.title);
    return fmt::format("{} {}{}", name_of(difference.what), difference.scene, title);
}

Result<DrawnDifferences> draw_differences(const Snapshot& before, const Snapshot& after, Instant at,
                                          const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return file_error(folder, "make", error.value());
    const auto text = kiosk::make_text("");
    if (!text) return text.error();
    Drawing drawing(before, after, **text);
    DrawnDifferences drawn;
    std::size_t number = 0;
    for (const Difference& difference : differences_of(before.pack, after.pack)) {
        if (difference.scene.empty()) continue;
        ++number;
        for (const Language language : after.pack.edition.languages) {
            const auto sides = draw_sides(drawing, difference, language, at);
            if (!sides) return sides.error();
            const auto& [old_one, new_one] = *sides;
            if (old_one && new_one && old_one->frame == new_one->frame) continue;
            for (std::size_t i = 0; i < sides->size(); ++i) {
                const auto& picture = sides->at(i);
                if (!picture) continue;
                if (drawn.files.size() >= max_pictures) {
                    ++drawn.left_out;
                    continue;
                }
                drawn.files.push_back(file_name(number, difference, language, side_names.at(i)));
                auto written = write_unsynced(folder / drawn.files.back(), picture->png);
                if (!written) return written.error();
            }
        }
    }
    return drawn;
}

}  // namespace content
