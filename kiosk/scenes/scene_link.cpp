#include <algorithm>

#include "kiosk/frame/qr.h"
#include "kiosk/scenes/scenes.h"
#include "kiosk/widgets/addresses.h"
#include "kiosk/widgets/art.h"
#include "kiosk/widgets/browse_bar.h"
#include "kiosk/widgets/browse_head.h"
#include "kiosk/widgets/browse_parts.h"
#include "kiosk/widgets/labels.h"
#include "kiosk/widgets/lists.h"

namespace kiosk::scenes {
namespace {

constexpr float code_side = 46;       // u, quiet zone included
constexpr float clear_margin = 2.4F;  // u around the code, free of lines
constexpr float panel_share = 0.46F;  // of the width, landscape
constexpr int look_seconds = 60;
constexpr std::size_t spoken_address = 60;

/// Kicker, label, address and what to do, under one another.
struct Words {
    std::string kicker;
    TextSpec label;
    TextSpec address;
    TextSpec hint;
    float kicker_height = 0;
    float label_height = 0;
    float address_height = 0;
    float hint_height = 0;
    [[nodiscard]] float height() const { return kicker_height + label_height + address_height + hint_height; }
};

/// Whether the code has room in a panel of this size.
bool has_room(const Composer& composer, const content::Link& link, float width, float height) {
    const float needed = code_needs(composer, link.url);
    return needed > 0 && needed <= std::min(width, height) - 2 * composer.u(clear_margin);
}

Words measure_words(Composer& composer, const content::Link& link, float width, float room, bool has_code) {
    const content::LinkText& text = content::text_in(link.texts, composer.language(), composer.edition());
    const TypeScale& scale = composer.scale();
    Words words;
    words.kicker = text.kicker.empty() ? composer.topic_name(link.topic) : text.kicker;
    words.kicker_height = kicker_height(composer, width, words.kicker, other_language(composer)) + composer.u(1.6F);
    words.address =
        printed_address(composer, link.url, width, {scale.lead, scale.row_title, scale.label, scale.meta}, 600, 2);
    words.address_height = composer.measure(words.address).height + composer.u(2.4F);
    words.hint = composer.spec(composer.words(has_code ? "link.scan" : "attract.type_address"), scale.label, 400);
    words.hint.width = width;
    words.hint_height = composer.measure(words.hint).height + composer.u(1.2F);
    for (const float token : {scale.programme_title, scale.sheet_title, scale.lead}) {
        words.label = composer.spec(text.label, token, 700, Typeface::head, Leading::head);
        words.label.width = width;
        words.label.max_lines = 5;
        words.label.balance = Balance::even;
        const TextExtent extent = composer.measure(words.label);
        words.label_height = extent.height;
        if (words.height() <= room && !extent.truncated) return words;
    }
    words.hint.text.clear();
    words.hint_height = 0;
    while (words.height() > room && words.label.max_lines > 1) {
        --words.label.max_lines;
        words.label_height = composer.measure(words.label).height;
    }
    return words;
}

void draw_words(Composer& composer, const content::Link& link, const Words& words, float x, float y, float width) {
    const Palette& palette = composer.palette();
    draw_kicker(composer, x, y, width, composer.look(link.topic), words.kicker, other_language(composer));
    y += words.kicker_height;
    composer.text(x, y, words.label, palette.ink, 1);
    y += words.label_height;
    composer.text(x, y + composer.u(2.4F), words.address, palette.ink, 2);
    y += words.address_height;
    if (words.hint_height > 0) composer.text(x, y + composer.u(1.2F), words.hint, palette.ink2, 3);
    composer.speak(words.kicker);
    composer.speak(words.label.text);
    composer.speak(short_address(code_address(composer, link.url), spoken_address));
}

/// The code as large as SCENES.md 2.4 says, larger when a module would have under 4 px (SCENES.md 1.10); without room,
/// art alone.
void draw_code(Composer& composer, const content::Link& link, const Rect& panel) {
    const TopicLook& look = composer.look(link.topic);
    draw_art(composer, panel, look, art_seed(link.id));
    const auto matrix = composer.code(code_address(composer, link.url), QrUse::link);
    if (!matrix) return;
    const float margin = composer.u(clear_margin);
    const auto least = static_cast<float>((matrix->modules + 2 * quiet_zone) * min_module_px);
    const float most = std::min(panel.width, panel.height) - 2 * margin;
    const float side = std::min(most, std::max(composer.u(code_side), least));
    if (side < least) return;
    const Rect plate{panel.x + (panel.width - side) / 2, panel.y + (panel.height - side) / 2, side, side};
    composer.fill(plate.inset(-margin, -margin), look.ground, margin);
    composer.qr(plate, *matrix, composer.u(composer.tokens().radius_m));
}

}  // namespace

void link(Composer& composer, const content::Link& link) {
    composer.fill({0, 0, composer.width(), composer.height()}, composer.palette().paper);
    composer.idle(look_seconds);
    const float margin = composer.u(composer.tokens().margin_x);
    const bool is_portrait = composer.is_portrait();
    const float bar = browse_bar_top(composer);
    const float column = is_portrait ? composer.width() : composer.width() * (1 - panel_share);
    const float inner = column - 2 * margin;
    const InList list{Action::open_link, neighbours_of(links_now(composer), link.id)};
    const float top =
        draw_item_header(composer, {margin, composer.u(3.9F), inner, 0}, list) + composer.u(is_portrait ? 3 : 1);
    if (!is_portrait) {
        const float room = bar - composer.u(2.6F) - top;
        const bool has_code = has_room(composer, link, composer.width() - column, bar);
        const Words words = measure_words(composer, link, inner, room, has_code);
        draw_words(composer, link, words, margin, top + std::max(0.0F, (room - words.height()) * 0.4F), inner);
        draw_code(composer, link, {column, 0, composer.width() - column, bar});
    } else {
        const float least = composer.u(60);  // of the panel
        const bool has_code = has_room(composer, link, composer.width(), least - composer.u(4));
        const Words words = measure_words(composer, link, inner, bar - top - least, has_code);
        draw_words(composer, link, words, margin, top, inner);
        const float panel = top + words.height() + composer.u(4);
        draw_code(composer, link, {0, panel, composer.width(), bar - panel});
    }
    draw_browse_bar(composer, browse_items(composer, BarPlace::links, list));
}

}  // namespace kiosk::scenes
