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
#include "kiosk/render/renderer.h"

namespace content {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_pictures = 400;  // more would nobody look at; what is left out is told
constexpr int picture_width = 960;

std::string title_of(const Story& story, const Edition& edition) {
    return text_in(story.texts, edition.default_language, edition).headline;
}
std::string title_of(const Event& event, const Edition& edition) {
    return text_in(event.texts, edition.default_language, edition).title;
}
std::string title_of(const Call& call, const Edition& edition) {
    return text_in(call.texts, edition.default_language, edition).headline;
}
std::string title_of(const Link& link, const Edition& edition) {
    return text_in(link.texts, edition.default_language, edition).label;
}
std::string title_of(const Notice& notice, const Edition& edition) {
    return text_in(notice.texts, edition.default_language, edition).headline;
}

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
    const auto find = [](const std::vector<Item>& items, const std::string& id) -> const Item* {
        const auto found = std::ranges::find(items, id, &Item::id);
        return found == items.end() ? nullptr : &*found;
    };
    const auto scene_of = [](const Item& item) { return fmt::format("{}:{}", kind_of(item), item.id); };
    for (const Item& item : after) {
        const Item* known = find(before, item.id);
        if (known != nullptr && *known == item) continue;
        const auto what = known == nullptr ? Difference::What::added : Difference::What::changed;
        differences.push_back({what, scene_of(item), title_of(item, edition)});
    }
    for (const Item& item : before) {
        if (find(after, item.id) == nullptr)
            gone.push_back({Difference::What::gone, scene_of(item), title_of(item, edition)});
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

constexpr std::string_view side_before = "before";
constexpr std::string_view side_after = "after";

/// Draws of two releases, which a request names by "before" and "after".
class Drawing {
public:
    Drawing(const Snapshot& before, const Snapshot& after, kiosk::Text& text)
        : before_(std::make_shared<const Snapshot>(before)),
          after_(std::make_shared<const Snapshot>(after)),
          renderer_({{kiosk::default_tokens(), kiosk::default_strings(), text, codes_},
                     "",
                     [this](const kiosk::RenderRequest& request) -> Result<std::shared_ptr<const Snapshot>> {
                         return request.pack == side_before ? before_ : after_;
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
        const auto scene = kiosk::parse_scene(difference.scene);
        if (!scene) return scene.error();
        const auto keep = [&](std::string_view side, Language language,
                              const std::optional<kiosk::RenderAnswer>& picture) -> Status {
            if (!picture) return {};
            if (drawn.files.size() >= max_pictures) {
                ++drawn.left_out;
                return {};
            }
            drawn.files.push_back(file_name(number, difference, language, side));
            return write_unsynced(folder / drawn.files.back(), picture->png);
        };
        for (const Language language : after.pack.edition.languages) {
            std::array<std::optional<kiosk::RenderAnswer>, 2> sides{};
            const std::array names = {side_before, side_after};
            for (std::size_t i = 0; i < names.size(); ++i) {
                const auto absent = i == 0 ? Difference::What::added : Difference::What::gone;
                if (difference.what == absent) continue;
                auto picture = drawing.draw(names.at(i), *scene, language, at);
                if (!picture) return picture.error().in(difference.scene);
                sides.at(i) = std::move(*picture);
            }
            if (sides[0] && sides[1] && sides[0]->frame == sides[1]->frame) continue;
            for (std::size_t i = 0; i < names.size(); ++i) {
                if (auto kept = keep(names.at(i), language, sides.at(i)); !kept) return kept.error();
            }
        }
    }
    return drawn;
}

}  // namespace content
