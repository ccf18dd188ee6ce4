#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/items/article_text.h"
#include "kiosk/items/story_parts.h"
#include "kiosk/scenes/scenes.h"
#include "kiosk/widgets/addresses.h"
#include "kiosk/widgets/browse_bar.h"
#include "kiosk/widgets/browse_parts.h"
#include "kiosk/widgets/chrome.h"
#include "kiosk/widgets/icons.h"
#include "kiosk/widgets/lists.h"
#include "kiosk/widgets/reach.h"

namespace kiosk::scenes {
namespace {

constexpr float panel_share = 0.33F;    // of the width, landscape
constexpr float panel_padding = 2.8F;   // u
constexpr float code_side = 23.5F;      // u, quiet zone included
constexpr float large_code_side = 44;   // u, without art beside it
constexpr float min_art = 20;           // u
constexpr float text_padding = 6.0F;    // u, between panel and text
constexpr float header_top = 2.9F;      // u
constexpr float pager_button = 9;       // u
constexpr float pager_margin = 3.6F;    // u, to the picture's edge
constexpr float pager_gap = 1.9F;       // u, between button, bar and words
constexpr float position_height = 26;   // u
constexpr float position_width = 1.1F;  // u
constexpr float fade_height = 5.0F;     // u
constexpr int fade_steps = 20;
constexpr double look_again = 1.3;  // times the time to read

/// Code, title and address of "Continue on your phone".
struct CodePlate {
    std::optional<QrMatrix> code;
    float side = 0;
    TextSpec title;
    TextSpec address;
    float words_width = 0;
    float title_height = 0;
    float address_height = 0;
    bool is_cut = false;  ///< a word or the address is wider than the room

    [[nodiscard]] float words_height() const { return title_height + address_height; }
};

/// Whole pixels per module, about as large as wanted.
float whole_side(const QrMatrix& matrix, float wanted, float most) {
    const int modules = matrix.modules + 2 * quiet_zone;
    const float side = std::min(std::max(wanted * 1.06F, static_cast<float>(modules * min_module_px)), most);
    const int module = static_cast<int>(side) / modules;
    return static_cast<float>(module * modules);
}

CodePlate make_plate(Composer& composer, const content::Story& story, float wanted_side, float max_side) {
    CodePlate plate;
    const std::string url = story_address(composer, story);
    plate.code = composer.code(code_address(composer, url), QrUse::link);
    if (plate.code) {
        plate.side = whole_side(*plate.code, wanted_side, max_side);
        if (plate.side < static_cast<float>((plate.code->modules + 2 * quiet_zone) * min_module_px)) {
            plate.code.reset();
            plate.side = 0;
        }
    }
    return plate;
}

void set_words(Composer& composer, CodePlate& plate, const content::Story& story, float width) {
    const content::StoryText& text = content::text_in(story.texts, composer.language(), composer.edition());
    const TypeScale& scale = composer.scale();
    plate.words_width = width;
    plate.title = composer.spec(composer.words(text.body.empty() ? "article.full_story" : "attract.continue_on_phone"),
                                scale.row_title, 700);
    plate.title.width = width;
    plate.title.balance = Balance::even;
    const TextExtent title = composer.measure(plate.title);
    plate.title_height = title.height;
    plate.is_cut = title.truncated;
    const std::string url = story_address(composer, story);
    plate.address = printed_address(composer, url, width, {scale.meta, scale.floor}, 400, 2);
    plate.is_cut = plate.is_cut || composer.measure(plate.address).width > width;
    plate.address_height = composer.u(0.9F) + composer.measure(plate.address).height;
}

void draw_words(Composer& composer, const CodePlate& plate, float x, float y) {
    composer.text(x, y, plate.title, composer.palette().on_navy, 1);
    composer.text(x, y + plate.title_height + composer.u(0.9F), plate.address, composer.palette().on_navy2, 2);
}

void draw_code(Composer& composer, const CodePlate& plate, float x, float y) {
    if (!plate.code) return;
    composer.qr({x, y, plate.side, plate.side}, *plate.code, composer.u(composer.tokens().radius_m));
}

/// Art above, code and words under it; without art the code becomes large.
void draw_panel_beside(Composer& composer, const content::Story& story, const Rect& panel) {
    const float padding = composer.u(panel_padding);
    const float inner = panel.width - 2 * padding;
    const bool has_art = !composer.is_high_contrast();
    if (!has_art)
        composer.fill({panel.right() - composer.u(0.4F), 0, composer.u(0.4F), panel.height}, composer.palette().line);
    if (story_address(composer, story).empty()) {
        draw_story_panel(composer, panel, story);
        return;
    }
    CodePlate plate = make_plate(composer, story, composer.u(code_side), inner);
    set_words(composer, plate, story, inner - plate.side - composer.u(2.2F));
    const float beside_height = std::max(plate.side, plate.words_height()) + 2 * padding;
    if (has_art && plate.side > 0 && !plate.is_cut && beside_height < panel.height - composer.u(min_art)) {
        const float art = panel.height - beside_height;
        draw_story_panel(composer, {panel.x, panel.y, panel.width, art}, story);
        const float middle = panel.y + art + beside_height / 2;
        draw_code(composer, plate, panel.x + padding, middle - plate.side / 2);
        draw_words(composer, plate, panel.x + padding + plate.side + composer.u(2.2F),
                   middle - plate.words_height() / 2);
        return;
    }
    set_words(composer, plate, story, inner);
    const float gap = composer.u(2.4F);
    const float room = panel.height - 2 * padding - gap - plate.words_height();
    const bool keeps_art = has_art && room - plate.side > composer.u(min_art);
    if (!keeps_art) plate = make_plate(composer, story, composer.u(large_code_side), std::min(inner, room));
    set_words(composer, plate, story, inner);
    const float whole = plate.side + gap + plate.words_height();
    float y = panel.y + (panel.height - whole) / 2;
    if (keeps_art) {
        y = panel.bottom() - padding - whole;
        draw_story_panel(composer, {panel.x, panel.y, panel.width, y - padding - panel.y}, story);
    }
    draw_code(composer, plate, panel.x + padding, y);
    draw_words(composer, plate, panel.x + padding, y + plate.side + gap);
}

/// A band across the top: art at the start, code and words at the end; returns its lower edge.
float draw_panel_above(Composer& composer, const content::Story& story, const TopicLook& look) {
    const float gap = composer.u(2.2F);
    CodePlate plate;
    float words = 0;
    float height = composer.u(25);
    if (!story_address(composer, story).empty()) {
        plate = make_plate(composer, story, composer.u(20), composer.width() * 0.4F);
        for (const float width : {17.0F, 20.0F, 24.0F, 28.0F, 33.0F, 38.0F, 44.0F}) {
            words = composer.u(width);
            set_words(composer, plate, story, words);
            if (!plate.is_cut && plate.words_height() <= std::max(plate.side, composer.u(16))) break;
        }
        height = std::max(height, std::max(plate.side, plate.words_height()) + composer.u(4));
    }
    if (!composer.is_high_contrast()) composer.fill({0, 0, composer.width(), height}, look.ground);
    const float end = composer.u(2.8F);
    const float taken = words > 0 ? plate.side + gap + words + end : 0;
    const Rect art{0, 0, composer.width() - taken - (taken > 0 ? gap : 0), height};
    if (!composer.is_high_contrast() && art.width > composer.u(min_art)) draw_story_panel(composer, art, story);
    if (composer.is_high_contrast()) {
        composer.fill({0, height - composer.u(0.4F), composer.width(), composer.u(0.4F)}, composer.palette().line);
    }
    if (words > 0) {
        const float x = composer.width() - taken;
        draw_code(composer, plate, x, (height - plate.side) / 2);
        draw_words(composer, plate, x + plate.side + gap, (height - plate.words_height()) / 2);
    }
    return height;
}

/// Back at the start, date and clock at the end; returns its lower edge. Within low reach Back is in the bar.
float draw_article_header(Composer& composer, const content::Story& story, float x, float y, float width) {
    const float height =
        std::max(composer.u(composer.tokens().target_height), composer.type(composer.scale().lead) * 1.6F);
    const float clock = draw_date_and_clock(composer, {x, y, width, height}, Ground::paper);
    if (!reach_top(composer)) {
        std::string to = composer.topic_name(story.topic);
        const float room = width - clock - composer.u(8);
        const float wanted = composer.measure(composer.spec(to, composer.scale().label, 600)).width;
        if (to.empty() || wanted > room) to = composer.words("bar.back");
        draw_back(composer, x, y + (height - composer.u(composer.tokens().target_height)) / 2, to);
    }
    return y + height;
}

/// Up, a bar that tells how much there is and where one is, Down, "More below".
struct Pager {
    float centre = 0;
    float words_width = 0;
    float start = 0;  ///< what it takes of the width begins here
};

Pager place_pager(const Composer& composer) {
    const float button = composer.u(pager_button);
    const float words = composer.u(12.2F) * std::min(composer.text_factor(), 1.5F);
    Pager pager;
    pager.words_width = words;
    pager.centre = composer.width() - std::max(composer.u(pager_margin) + button / 2, composer.u(2.2F) + words / 2);
    pager.start = pager.centre - std::max(button, words) / 2;
    return pager;
}

void draw_scroll_button(Composer& composer, const Rect& box, Icon icon, const std::optional<Scroll>& to,
                        const std::string& label) {
    const Palette& palette = composer.palette();
    const float side = box.width * 0.42F;
    const Rect place{box.x + (box.width - side) / 2, box.y + (box.height - side) / 2, side, side};
    if (!to) {
        if (composer.is_high_contrast()) {
            composer.outline(box, palette.line, composer.u(0.4F), box.width / 2);
        } else {
            composer.fill(box, palette.tint, box.width / 2);
        }
        draw_icon(composer, icon, place, palette.ink3);
        return;
    }
    composer.fill(box, composer.is_high_contrast() ? palette.sun : palette.ink, box.width / 2);
    draw_icon(composer, icon, place, palette.paper);
    composer.target(box, Action::scroll_to, to_id(*to), label);
}

void draw_pager(Composer& composer, const Pager& pager, const ArticleLayout& layout, float offset, float top,
                float bottom) {
    const Palette& palette = composer.palette();
    const float button = composer.u(pager_button);
    const float gap = composer.u(pager_gap);
    const auto scroll_to = [&](std::optional<float> to) {
        return to ? std::optional(layout.scroll_at(*to)) : std::nullopt;
    };
    const std::optional<Scroll> below = scroll_to(layout.offset_below(offset));
    TextSpec more = composer.spec(composer.words("article.more_below"), composer.scale().meta, 450);
    more.width = pager.words_width;
    more.align = Align::centre;
    const TextExtent extent = composer.measure(more);
    const float words = extent.truncated ? 0 : extent.height + gap;
    const float bar = std::min(composer.u(position_height), bottom - words - top - 2 * button - 2 * gap);
    const Rect down{pager.centre - button / 2, bottom - words - button, button, button};
    const float bar_height = std::max(0.0F, bar);
    const Rect up{down.x, down.y - 2 * gap - bar_height - button, button, button};
    draw_scroll_button(composer, up, Icon::chevron_up, scroll_to(layout.offset_above(offset)),
                       composer.words("article.up"));
    draw_scroll_button(composer, down, Icon::chevron_down, below, composer.words("article.down"));
    if (below && words > 0) {
        composer.text(pager.centre - pager.words_width / 2, down.bottom() + gap, std::move(more), palette.ink2);
    }
    if (bar < composer.u(4)) return;
    const float width = composer.u(position_width);
    const Rect track{pager.centre - width / 2, up.bottom() + gap, width, bar};
    composer.fill(track, palette.line, width / 2);
    const float whole = std::max(layout.height(), layout.last_offset() + layout.window);
    const float length = std::max(2 * width, bar * layout.window / whole);
    const float at = layout.last_offset() <= 0 ? 0 : offset / layout.last_offset();
    composer.fill({track.x, track.y + (bar - length) * at, width, length},
                  composer.is_high_contrast() ? palette.sun : palette.ink, width / 2);
}

void draw_fade(Composer& composer, const Rect& window) {
    const float height = composer.u(fade_height) / static_cast<float>(fade_steps);
    Colour colour = composer.palette().paper;
    for (int step = 0; step < fade_steps; ++step) {
        // Never opaque: the last line stays a hint of what follows.
        colour.alpha = static_cast<std::uint8_t>(235 * (step + 1) / fade_steps);
        const float y = window.bottom() - height * static_cast<float>(fade_steps - step);
        composer.fill({window.x, std::round(y), window.width, std::round(y + height) - std::round(y)}, colour);
    }
}

std::vector<BarItem> article_bar(Composer& composer, const content::Story& story) {
    std::vector<BarItem> items = {{Icon::home, "bar.home", Action::open_home, "", false},
                                  {Icon::story, "bar.stories", Action::open_stories, "", true}};
    if (reach_top(composer) && composer.view().browsing->can_go_back) {
        items.insert(items.begin(), {Icon::chevron_back, "bar.back", Action::back, "", false});
    }
    const auto stories = stories_now(composer, story.topic);
    if (stories.size() < 2) return items;
    // Round and round: both buttons always stay where they are, under the finger that leafs through the topic.
    Neighbours neighbours = neighbours_of(stories, story.id);
    if (neighbours.previous.empty()) neighbours.previous = stories.back()->id;
    if (neighbours.next.empty()) neighbours.next = stories.front()->id;
    items.push_back({Icon::chevron_back, "bar.previous_story", Action::open_story, neighbours.previous, false});
    items.push_back({Icon::chevron_forward, "bar.next_story", Action::open_story, neighbours.next, false});
    return items;
}

}  // namespace

void story(Composer& composer, const content::Story& story) {
    const TopicLook& look = composer.look(story.topic);
    const content::StoryText& text = content::text_in(story.texts, composer.language(), composer.edition());
    composer.fill({0, 0, composer.width(), composer.height()}, composer.palette().paper);
    const float bar = browse_bar_top(composer);
    float x = composer.u(composer.tokens().margin_x);
    float y = composer.u(header_top);
    if (composer.is_portrait()) {
        y += draw_panel_above(composer, story, look);
    } else {
        const Rect panel{0, 0, composer.width() * panel_share, bar};
        if (!composer.is_high_contrast()) composer.fill(panel, look.ground);
        draw_panel_beside(composer, story, panel);
        x = panel.right() + composer.u(text_padding);
    }
    const Pager pager = place_pager(composer);
    const float room = pager.start - composer.u(1.8F) - x;
    const float header = draw_article_header(composer, story, x, y, room) + composer.u(1.0F);
    const float width = article_width(composer, text, room);
    const Rect window{x, header, width, bar - composer.u(1.0F) - header};
    const ArticleText article = lay_out_article(composer, story, width, window.height);
    const std::optional<Browsing>& browsing = composer.view().browsing;
    float offset = article.layout.offset_of(browsing ? browsing->scroll : Scroll{});
    if (browsing && browsing->dragged_to) {
        offset = std::clamp(static_cast<float>(*browsing->dragged_to), 0.0F, article.layout.last_offset());
    }
    composer.scrolls({article.layout.places(), offset, true});
    const double seconds = draw_article(composer, story, article, window, offset);
    const Timing& time = composer.tokens().time;
    composer.idle(static_cast<int>(
        std::clamp(std::lround(look_again * seconds), long{time.idle_article_min}, long{time.idle_article_max})));
    if (article.layout.offset_below(offset)) draw_fade(composer, window);
    if (article.layout.last_offset() > 0) {
        const float top = std::max(header, reach_top(composer).value_or(0));
        draw_pager(composer, pager, article.layout, offset, top, bar - composer.u(2.2F));
    }
    draw_browse_bar(composer, article_bar(composer, story), BarTools::with_text_size);
}

}  // namespace kiosk::scenes
