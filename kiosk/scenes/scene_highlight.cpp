#include <algorithm>
#include <cmath>

#include "kiosk/items/story_parts.h"
#include "kiosk/loop/reading_time.h"
#include "kiosk/scenes/scenes.h"
#include "kiosk/text/first_words.h"
#include "kiosk/widgets/chrome.h"
#include "kiosk/widgets/columns.h"
#include "kiosk/widgets/controls.h"
#include "kiosk/widgets/icons.h"
#include "kiosk/widgets/labels.h"

namespace kiosk::scenes {
namespace {

constexpr float code_side = 25;         // u
constexpr float plate_margin = 3.2F;    // u, over and under the code
constexpr float min_headline = 5.2F;    // u
constexpr float headline_alone = 7.4F;  // u, when there is no gist
constexpr float figure_size = 5.0F;     // u
constexpr float figure_gap = 5.3F;      // u
constexpr std::size_t short_gist = 25;  // words
constexpr std::size_t shortest_gist = 12;
constexpr int gist_lines = 5;
constexpr std::size_t max_figures = 3;

/// What the text column holds; the overflow order (SCENES.md 2.0) takes it back step by step.
struct Content {
    std::string kicker;
    std::string detail;
    std::string headline;
    std::string gist;
    std::string read_on;  ///< after a shortened gist
    std::vector<std::pair<std::string, std::string>> figures;
    float headline_token = 0;
    int headline_lines = 3;
};

/// Content laid out at a width.
struct Block {
    TextSpec headline;
    TextSpec gist;
    float kicker_height = 0;
    float headline_height = 0;
    float gist_height = 0;
    float figures_height = 0;
    float height = 0;
    bool headline_is_cut = false;
    bool gist_is_cut = false;
};

Content content_of(Composer& composer, const content::Story& story) {
    const content::StoryText& text = content::text_in(story.texts, composer.language(), composer.edition());
    const content::Language language = composer.language();
    Content content;
    content.kicker = text.kicker.empty() ? composer.topic_name(story.topic) : text.kicker;
    content.detail = story_detail(composer, story);
    content.headline = text.headline;
    content.gist = text.gist;
    for (const content::Figure& figure : story.figures) {
        if (content.figures.size() == max_figures || composer.is_compact()) break;
        content.figures.emplace_back(figure.value, content::text_in(figure.label, language, composer.edition()));
    }
    content.headline_token = text.gist.empty() ? headline_alone : composer.scale().h1;
    if (composer.is_portrait()) {
        content.headline_token *= 1.05F;
        content.headline_lines = 4;
    }
    return content;
}

void shorten_gist(Composer& composer, Content& content, std::size_t words) {
    const std::string shorter = first_words(content.gist, words, composer.language());
    if (shorter == content.gist) return;
    content.gist = shorter;
    content.read_on = composer.words("attract.read_on");
}

TextSpec figure_value_spec(const Composer& composer, const std::string& value) {
    TextSpec spec = composer.spec(value, figure_size, 700, Typeface::head, Leading::head);
    // Digits as written: the Arabic and Chinese headline faces have none of their own.
    spec.language = content::Language::en;
    return spec;
}

TextSpec figure_label_spec(const Composer& composer, const std::string& label) {
    return composer.spec(label, composer.scale().meta * 1.05F, 400);
}

float figure_width(const Composer& composer, const std::pair<std::string, std::string>& figure) {
    return composer.u(2.0F) + std::max(composer.measure(figure_value_spec(composer, figure.first)).width,
                                       composer.measure(figure_label_spec(composer, figure.second)).width);
}

/// As many figures as fit side by side.
void keep_fitting_figures(const Composer& composer, Content& content, float width) {
    float x = 0;
    for (std::size_t index = 0; index < content.figures.size(); ++index) {
        x += figure_width(composer, content.figures[index]);
        if (x > width) {
            content.figures.resize(index);
            return;
        }
        x += composer.u(figure_gap);
    }
}

Block lay_out(const Composer& composer, const Content& content, float width) {
    Block block;
    block.headline = composer.spec(content.headline, content.headline_token, 700, Typeface::head, Leading::head);
    block.headline.width = width;
    block.headline.max_lines = content.headline_lines;
    block.headline.balance = Balance::even;
    const TextExtent headline = composer.measure(block.headline);
    block.headline_height = headline.height;
    block.headline_is_cut = headline.truncated;
    block.kicker_height = kicker_height(composer, width, content.kicker, content.detail);
    block.height = block.kicker_height + composer.u(1.7F) + block.headline_height;
    if (!content.gist.empty()) {
        const float token = composer.is_portrait() ? composer.scale().lead : composer.scale().gist;
        const std::string end = content.read_on.empty() ? "" : " " + content.read_on;
        block.gist = composer.spec(content.gist + end, token, 400, Typeface::ui, Leading::body);
        block.gist.width = width;
        block.gist.balance = Balance::even;
        if (!end.empty()) block.gist.runs = {{content.gist.size(), content.gist.size() + end.size(), 650}};
        const TextExtent gist = composer.measure(block.gist);
        block.gist_height = gist.height;
        block.gist_is_cut = gist.lines > gist_lines + (composer.is_portrait() ? 2 : 0);
        block.height += composer.u(2.5F) + block.gist_height;
    }
    if (!content.figures.empty()) {
        block.figures_height = composer.measure(figure_value_spec(composer, content.figures.front().first)).height +
                               composer.measure(figure_label_spec(composer, content.figures.front().second)).height;
        block.height += composer.u(3.4F) + block.figures_height;
    }
    return block;
}

/// Applies the overflow order until the block is at most `height` high.
Block fit(Composer& composer, Content& content, float width, float height) {
    keep_fitting_figures(composer, content, width);
    if (composer.is_compact()) shorten_gist(composer, content, short_gist);
    Block block = lay_out(composer, content, width);
    const auto is_too_high = [&] { return block.height > height; };
    const auto again = [&] { block = lay_out(composer, content, width); };
    // A headline that is too long for its lines is no question of height.
    if (block.headline_is_cut) {
        content.headline_token = std::min(content.headline_token, min_headline);
        again();
    }
    if (block.headline_is_cut) {
        content.headline_lines = std::max(content.headline_lines, 4);
        again();
    }
    if (is_too_high() && !content.figures.empty()) {
        content.figures.clear();
        again();
    }
    if (is_too_high() || block.gist_is_cut) {
        shorten_gist(composer, content, short_gist);
        again();
    }
    if (is_too_high()) {
        content.headline_token = std::min(content.headline_token, min_headline);
        again();
    }
    if (is_too_high()) {
        shorten_gist(composer, content, shortest_gist);
        again();
    }
    if (is_too_high()) {
        content.gist.clear();
        again();
    }
    // Only a headline that nothing else makes room for is cut.
    for (int lines = content.headline_lines - 1; is_too_high() && lines >= 2; --lines) {
        content.headline_lines = lines;
        again();
    }
    return block;
}

void draw_figures(Composer& composer, const Content& content, const TopicLook& look, float x, float y, float height) {
    const float bar = std::max(2.0F, std::round(composer.u(0.4F)));
    for (const auto& figure : content.figures) {
        composer.fill({x, y, bar, height}, look.ink);
        const Rect value = composer.text(x + composer.u(2.0F), y, figure_value_spec(composer, figure.first),
                                         composer.palette().ink, 3);
        composer.text(x + composer.u(2.0F), value.bottom(), figure_label_spec(composer, figure.second),
                      composer.palette().ink2, 3);
        x += figure_width(composer, figure) + composer.u(figure_gap);
    }
}

void draw_block(Composer& composer, const Content& content, const Block& block, const TopicLook& look, float x, float y,
                float width) {
    draw_kicker(composer, x, y, width, look, content.kicker, content.detail);
    y += block.kicker_height + composer.u(1.7F);
    composer.text(x, y, block.headline, composer.palette().ink, 1);
    y += block.headline_height;
    if (!content.gist.empty()) {
        composer.text(x, y + composer.u(2.5F), block.gist, composer.palette().ink2, 2);
        y += composer.u(2.5F) + block.gist_height;
    }
    if (!content.figures.empty()) {
        draw_figures(composer, content, look, x, y + composer.u(3.4F), block.figures_height);
    }
}

void draw_plate(Composer& composer, const Rect& box, const content::Story& story) {
    const std::string address = story_address(composer, story);
    if (!address.empty()) {
        draw_code_plate(composer, box, address, composer.words("attract.continue_on_phone"),
                        composer.words("attract.point_camera"), code_side);
        return;
    }
    if (!composer.screen().has_touch) return;
    const float icon = composer.u(7);
    draw_icon(composer, Icon::touch, {box.x, box.y + (box.height - icon) / 2, icon, icon}, composer.palette().on_navy);
    TextSpec spec = composer.spec(composer.words("attract.touch_to_read"), composer.scale().lead, 700);
    composer.text_in({box.x + icon + composer.u(2.6F), box.y, box.width - icon - composer.u(2.6F), box.height},
                     std::move(spec), composer.palette().on_navy, 3);
}

/// Height of the plate with its margins, the art above it gives way; 0: there is none.
float plate_height(const Composer& composer, const content::Story& story) {
    const std::string address = story_address(composer, story);
    if (address.empty() && !composer.screen().has_touch) return 0;
    return code_plate_height(composer, address, code_side) + composer.u(2 * plate_margin);
}

void draw_landscape(Composer& composer, const content::Story& story, const TopicLook& look) {
    const Columns columns = split_columns(composer, text_share);
    const float header_bottom = draw_header(composer, header_box(composer, columns.text), Ground::paper);
    const float controls_top = draw_bottom_controls(composer, columns.text.x, columns.text.width,
                                                    composer.height() - composer.u(bottom_margin));
    const float room = controls_top - header_bottom - composer.u(3.0F);
    Content content = content_of(composer, story);
    const Block block = fit(composer, content, columns.text.width, room);
    const float y = header_bottom + (controls_top - header_bottom - block.height) / 2;
    draw_block(composer, content, block, look, columns.text.x, std::max(y, header_bottom), columns.text.width);
    composer.target({columns.text.x - composer.u(text_padding), header_bottom,
                     columns.text.width + 2 * composer.u(text_padding), controls_top - header_bottom},
                    Action::open_story, story.id, content.headline);

    const Rect& panel = columns.panel;
    // Without art the plate has the whole panel.
    const float plate = composer.is_high_contrast() ? panel.height : plate_height(composer, story);
    composer.fill(panel, look.ground);
    draw_story_panel(composer, {panel.x, panel.y, panel.width, panel.height - plate}, story);
    if (plate > 0) {
        draw_plate(composer,
                   {panel.x + composer.u(3.6F), panel.bottom() - plate + composer.u(plate_margin),
                    panel.width - composer.u(3.6F + 3.2F), plate - composer.u(2 * plate_margin)},
                   story);
    }
    composer.target(panel, Action::open_story, story.id, content.headline);
}

void draw_portrait(Composer& composer, const content::Story& story, const TopicLook& look) {
    const float margin = composer.u(composer.tokens().margin_x);
    const Rect column{margin, 0, composer.width() - 2 * margin, composer.height()};
    Rect header = header_box(composer, column);
    header.y = composer.u(2.9F);
    const float header_bottom = draw_header(composer, header, Ground::paper) + composer.u(2.6F);
    const float controls_top =
        draw_bottom_controls(composer, column.x, column.width, composer.height() - composer.u(bottom_margin));
    const float plate = plate_height(composer, story);
    const float plate_top = controls_top - composer.u(2.9F) - plate;
    const float min_panel = composer.u(composer.is_compact() ? 20 : 30);
    const float text_bottom = plate_top - composer.u(plate > 0 ? 3.8F : 0);
    Content content = content_of(composer, story);
    const Block block =
        fit(composer, content, column.width, text_bottom - header_bottom - min_panel - composer.u(4.0F));
    const float text_top = text_bottom - block.height;
    const Rect panel{0, header_bottom, composer.width(), text_top - composer.u(4.0F) - header_bottom};
    draw_story_panel(composer, panel, story);
    // Without art the words stand in the middle of their room.
    const float words_top = composer.is_high_contrast() ? (header_bottom + text_top) / 2 : text_top;
    draw_block(composer, content, block, look, column.x, words_top, column.width);
    composer.target({0, header_bottom, composer.width(), plate_top - header_bottom}, Action::open_story, story.id,
                    content.headline);
    if (plate > 0) {
        const Rect ground{column.x, plate_top, column.width, plate};
        composer.fill(ground, look.ground, composer.u(composer.tokens().radius_m));
        draw_plate(composer, ground.inset(composer.u(3.6F), composer.u(plate_margin)), story);
        composer.target(ground, Action::open_story, story.id, content.headline);
    }
}

}  // namespace

void highlight(Composer& composer, const content::Story& story) {
    const TopicLook& look = composer.look(story.topic);
    composer.fill({0, 0, composer.width(), composer.height()}, composer.palette().paper);
    composer.target({0, 0, composer.width(), composer.height()}, Action::open_home, "",
                    composer.words("attract.explore"), -1);
    if (composer.is_portrait()) {
        draw_portrait(composer, story, look);
    } else {
        draw_landscape(composer, story, look);
    }
    const content::StoryText& text = content::text_in(story.texts, composer.language(), composer.edition());
    composer.speak(composer.topic_name(story.topic));
    composer.speak(text.headline);
    composer.speak(text.gist);
    composer.dwell(
        reading_seconds(text.headline, text.gist, composer.language(), !story_address(composer, story).empty()));
}

}  // namespace kiosk::scenes
