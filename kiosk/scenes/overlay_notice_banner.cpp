#include <algorithm>
#include <vector>

#include "kiosk/items/notice_words.h"
#include "kiosk/scenes/scenes.h"
#include "kiosk/widgets/browse_bar.h"
#include "kiosk/widgets/icons.h"

namespace kiosk::scenes {
namespace {

constexpr float min_height = 14;  // u
constexpr float padding = 1.8F;   // u
constexpr float line_gap = 0.3F;  // u
constexpr float arrow_side = 6;   // u
constexpr int banner_layer = 1;   // over the scene, under what lies over both

/// What kind of news, of what, and what holds now: the last in the largest letters.
std::vector<TextSpec> lines_of(Composer& composer, const content::Notice& notice, const content::NoticeText& text,
                               float width) {
    const bool has_room = notice.kind == content::NoticeKind::room_change && !text.new_room.empty();
    std::vector<TextSpec> lines;
    lines.push_back(composer.spec(kind_words(composer, notice.kind), composer.scale().meta, 700));
    lines.push_back(composer.spec(text.headline, composer.scale().row_title, has_room ? 500 : 650));
    lines.back().max_lines = has_room ? 1 : 2;
    if (has_room) {
        const std::string room = composer.words("notice.now_in") + " " + isolate(text.new_room);
        lines.push_back(composer.spec(room, composer.scale().lead, 700));
        lines.back().max_lines = 2;
    } else if (const std::string detail = notice_detail(composer, notice, text); !detail.empty()) {
        lines.push_back(composer.spec(detail, composer.scale().label, 450));
        lines.back().max_lines = 1;
    }
    for (TextSpec& line : lines)
        line.width = width;
    return lines;
}

/// The event that the notice is about, if it is still to be seen.
bool has_event(const Composer& composer, const content::Notice& notice) {
    return std::ranges::any_of(composer.pack().events, [&](const content::Event& event) {
        return event.id == notice.event_uid && event.validity.contains(composer.view().now);
    });
}

}  // namespace

void notice_banner(Composer& composer, const content::Notice& notice) {
    const Palette& palette = composer.palette();
    const content::NoticeText& text = content::text_in(notice.texts, composer.language(), composer.edition());
    const auto direction = direction_to_new_room(composer, notice);
    const float margin = composer.u(composer.tokens().margin_x);
    const float gap = composer.u(2.4F);
    const float button = composer.u(composer.tokens().target_height + 0.4F);
    const float arrow = direction ? composer.u(arrow_side) : 0;
    const float close_x = composer.width() - margin - button;
    const float arrow_x = close_x - gap - arrow;
    const float width = (direction ? arrow_x : close_x) - gap - margin;

    float height = 0;
    std::vector<TextSpec> lines = lines_of(composer, notice, text, width);
    for (const TextSpec& line : lines)
        height += composer.measure(line).height + composer.u(line_gap);
    height -= composer.u(line_gap);
    const float bottom = browse_bar_top(composer);
    const float tall = std::max(composer.u(min_height), height + 2 * composer.u(padding));
    const Rect banner{0, bottom - tall, composer.width(), tall};
    composer.fill(banner, palette.notice_ground);

    float y = banner.y + (tall - height) / 2;
    for (TextSpec& line : lines) {
        const float line_height = composer.measure(line).height;
        composer.text(margin, y, std::move(line), palette.notice_ink);
        y += line_height + composer.u(line_gap);
    }
    if (direction) {
        draw_arrow(composer, direction->arrow, {arrow_x, banner.y + (tall - arrow) / 2, arrow, arrow},
                   palette.notice_ink);
    }
    const Rect close{close_x, banner.y + (tall - button) / 2, button, button};
    composer.outline(close, palette.notice_ink, std::max(composer.hairline(), composer.u(0.13F)), button / 2);
    draw_icon(composer, Icon::close, close.inset(button * 0.3F, button * 0.3F), palette.notice_ink);
    composer.target(close, Action::close_overlay, "", composer.words("language.close"), banner_layer);
    // All of it answers, so that nobody touches what it covers: it leads to the event, or goes.
    const Rect body{banner.x, banner.y, close.x - gap / 2, banner.height};
    if (has_event(composer, notice)) {
        composer.target(body, Action::open_event, notice.event_uid, text.headline, banner_layer);
    } else {
        composer.target(body, Action::close_overlay, "banner", text.headline, banner_layer);
    }
    speak_notice(composer, notice, text, direction);
}

}  // namespace kiosk::scenes
