#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/scenes/scenes.h"
#include "kiosk/text/format.h"
#include "kiosk/widgets/icons.h"

namespace kiosk::scenes {

namespace {

using content::EmergencyTemplate;
using content::Language;

constexpr float panel_share = 0.6F;   // of the width, landscape
constexpr float panel_margin = 6.0F;  // u
constexpr float exit_border = 0.5F;   // u; green on red alone is 1.2 to 1
constexpr std::array<float, 5> detail_sizes = {4.6F, 4.0F, 3.4F, 2.9F, 2.4F};
constexpr std::array<float, 6> other_sizes = {4.0F, 3.6F, 3.2F, 2.9F, 2.6F, 2.35F};

std::string key_of(EmergencyTemplate which) {
    switch (which) {
        case EmergencyTemplate::leave_building: return "emergency.leave_building";
        case EmergencyTemplate::stay_inside: return "emergency.stay_inside";
        case EmergencyTemplate::medical: return "emergency.medical";
        case EmergencyTemplate::test: return "emergency.test";
        case EmergencyTemplate::all_clear: return "emergency.all_clear";
    }
    return "emergency.test";
}

/// A spec at its design size: an emergency has no theme and no visitor, and fits itself to the picture.
TextSpec plain_spec(const Composer& composer, std::string text, float token, int weight,
                    Leading leading = Leading::ui) {
    constexpr float readable_floor = 2.3F;  // u; Arabic and Chinese on small pictures (SCENES.md 3.1)
    TextSpec spec = composer.spec(std::move(text), token, weight, Typeface::ui, leading);
    spec.style.size = composer.u(std::max(token, readable_floor));
    return spec;
}

/// Text in any language, standing at that language's own side of a column.
void own_side(const Composer& composer, TextSpec& spec, Language language, float width) {
    spec.language = language;
    spec.width = width;
    if (content::direction(language) != content::direction(composer.language())) spec.align = Align::end;
}

/// One language of the others: what to do, and one short sentence.
struct Short {
    TextSpec title;
    TextSpec detail;
    float title_height = 0;
    float detail_height = 0;
    [[nodiscard]] float height() const { return title_height + detail_height; }
};

std::vector<Language> other_languages(const Composer& composer) {
    std::vector<Language> languages(content::official_languages.begin(), content::official_languages.end());
    const auto host = composer.edition().host_language;
    if (host && std::ranges::find(languages, *host) == languages.end()) languages.push_back(*host);
    std::erase(languages, composer.language());
    return languages;
}

Short measure_short(const Composer& composer, const std::string& key, Language language, float token, float width) {
    Short text;
    text.title = plain_spec(composer, composer.strings().get(language, key), token, 700);
    own_side(composer, text.title, language, width);
    text.detail = plain_spec(composer, composer.strings().get(language, key + "_short"), token * 0.62F, 400);
    own_side(composer, text.detail, language, width);
    text.title.style.letter_spacing = 0;
    text.title_height = composer.measure(text.title).height;
    text.detail_height = composer.measure(text.detail).height;
    return text;
}

/// All other languages at once, in the largest size at which they fit `area`.
void draw_others(Composer& composer, const std::string& key, const Rect& area) {
    const std::vector<Language> languages = other_languages(composer);
    const float min_gap = composer.u(1.6F);
    std::vector<Short> texts;
    float whole = 0;
    for (const float token : other_sizes) {
        texts.clear();
        whole = 0;
        for (const Language language : languages) {
            texts.push_back(measure_short(composer, key, language, token, area.width));
            whole += texts.back().height();
        }
        if (whole + min_gap * static_cast<float>(texts.size() - 1) <= area.height) break;
    }
    const Colour ink = composer.palette().emergency_ink;
    Colour line = ink;
    line.alpha = 110;
    const auto gaps = static_cast<float>(texts.size() - 1);
    const float gap = std::clamp((area.height - whole) / std::max(1.0F, gaps), 0.0F, composer.u(5.5F));
    float y = area.y + std::max(0.0F, (area.height - whole - gap * gaps) / 2);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (i > 0) composer.hairline_at(area.x, y - gap / 2, area.width, line);
        composer.text(area.x, y, std::move(texts[i].title), ink);
        y += texts[i].title_height;
        composer.text(area.x, y, std::move(texts[i].detail), ink);
        y += texts[i].detail_height + gap;
    }
}

/// This screen's own way out.
struct ExitBlock {
    TextSpec title;
    TextSpec point;
    float title_height = 0;
    float point_height = 0;
    float height = 0;
};

constexpr float exit_padding = 3.2F;  // u
constexpr float arrow_width = 10.0F;  // u
constexpr float arrow_gap = 3.4F;     // u

std::optional<ExitBlock> measure_exit(const Composer& composer, EmergencyTemplate which, float width) {
    if (which != EmergencyTemplate::leave_building || !composer.screen().exit) return std::nullopt;
    const Exit& exit = *composer.screen().exit;
    const float words = width - composer.u(2 * exit_padding + arrow_width + arrow_gap);
    ExitBlock block;
    const std::string title = nearest_exit_words(composer, exit);
    for (const float token : {4.2F, 3.6F, 3.05F, 2.6F}) {
        block.title = plain_spec(composer, title, token, 650);
        block.title.width = words;
        if (composer.measure(block.title).lines <= 2) break;
    }
    block.point = plain_spec(composer, content::text_in(exit.assembly_point, composer.language(), composer.edition()),
                             composer.scale().row_title, 450);
    own_side(composer, block.point,
             content::choose_language(exit.assembly_point, composer.language(), composer.edition()), words);
    block.point.max_lines = 2;
    block.title_height = composer.measure(block.title).height;
    block.point_height = block.point.text.empty() ? 0 : composer.measure(block.point).height;
    block.height = std::max(composer.u(15.5F), block.title_height + block.point_height + composer.u(5.0F));
    return block;
}

void draw_exit(Composer& composer, const Rect& rect, ExitBlock block) {
    const Palette& palette = composer.palette();
    const float border = composer.u(exit_border);
    composer.fill(rect, palette.emergency_ink, composer.u(composer.tokens().radius_m));
    composer.fill(rect.inset(border, border), palette.exit_ground, composer.u(composer.tokens().radius_m) - border);
    const float side = composer.u(arrow_width);
    const float x = rect.x + composer.u(exit_padding);
    draw_arrow(composer, composer.screen().exit->arrow, {x, rect.y + (rect.height - side) / 2, side, side},
               palette.emergency_ink);
    const float text_x = x + side + composer.u(arrow_gap);
    const float y = rect.y + (rect.height - block.title_height - block.point_height) / 2;
    composer.text(text_x, y, std::move(block.title), palette.emergency_ink);
    if (block.point_height > 0) {
        composer.text(text_x, y + block.title_height, std::move(block.point), palette.emergency_ink);
    }
}

/// The filled triangle of ISO 7010 warning signs, its mark in the colour of the ground.
void draw_triangle(Composer& composer, const Rect& box, Colour ink, Colour ground) {
    const float middle = box.x + box.width / 2;
    composer.polygon({{middle, box.y + box.height * 0.06F},
                      {box.right(), box.y + box.height * 0.92F},
                      {box.x, box.y + box.height * 0.92F}},
                     ink);
    const float half = box.width * 0.055F;
    composer.fill({middle - half, box.y + box.height * 0.36F, 2 * half, box.height * 0.28F}, ground, half);
    composer.fill({middle - half, box.y + box.height * 0.7F, 2 * half, 2 * half}, ground, half);
}

bool is_alarm(EmergencyTemplate which) {
    return which != EmergencyTemplate::test && which != EmergencyTemplate::all_clear;
}

/// The word "Test" in a frame, without any sign of danger.
void draw_test_label(Composer& composer, const Rect& row) {
    const Colour ink = composer.palette().emergency_ink;
    TextSpec label = plain_spec(composer, composer.words("emergency.test_label"), composer.scale().lead, 650);
    const TextExtent extent = composer.measure(label);
    const float padding = composer.u(2.2F);
    const Rect frame{row.x, row.y, extent.width + 2 * padding, row.height};
    composer.outline(frame, ink, composer.u(0.3F), row.height / 2);
    composer.text(row.x + padding, row.y + (row.height - extent.height) / 2, std::move(label), ink);
}

/// Symbol, the word "Emergency", and when it was issued; returns the bottom. A test says "Test" in their place.
float draw_label(Composer& composer, EmergencyTemplate which, const content::Notice* notice, const Rect& column) {
    const Palette& palette = composer.palette();
    const Colour ink = palette.emergency_ink;
    const bool is_over = which == EmergencyTemplate::all_clear;
    const float icon = composer.u(6.0F);
    const Rect symbol{column.x, column.y, icon, icon};
    if (is_over) {
        draw_icon(composer, Icon::check, symbol, ink);
    } else if (is_alarm(which)) {
        draw_triangle(composer, symbol, ink, palette.emergency_ground);
    } else {
        draw_test_label(composer, symbol);
    }
    const float bottom = symbol.bottom();
    float end = column.right();
    if (notice != nullptr) {
        TextSpec issued = plain_spec(
            composer,
            composer.words("emergency.issued", {{"time", clock_time(notice->posted, composer.edition().zone)}}),
            composer.scale().label, 450);
        const TextExtent extent = composer.measure(issued);
        end -= extent.width;
        composer.text(end, column.y + (icon - extent.height) / 2, std::move(issued), ink);
        end -= composer.u(2);
    }
    if (!is_alarm(which)) return bottom;
    const float text_x = symbol.right() + composer.u(2.2F);
    TextSpec label = plain_spec(composer, composer.words("emergency.label"), composer.scale().lead, 650);
    label.width = end - text_x;
    const TextExtent extent = composer.measure(label);
    const Rect box = composer.text(text_x, column.y + (icon - extent.height) / 2, std::move(label), ink);
    return std::max(bottom, box.bottom());
}

struct Words {
    TextSpec spec;
    float height = 0;
};

Words measure_words(const Composer& composer, std::string text, float token, int weight, float width,
                    Leading leading = Leading::ui) {
    Words words;
    words.spec = plain_spec(composer, std::move(text), token, weight, leading);
    words.spec.width = width;
    if (leading == Leading::head && content::direction(composer.language()) == content::Direction::ltr) {
        words.spec.style.letter_spacing = -0.02F;
    }
    words.height = words.spec.text.empty() ? 0 : composer.measure(words.spec).height;
    return words;
}

bool is_broken(const Composer& composer, const Words& words) {
    return composer.measure(words.spec).truncated;
}

/// Instruction and sentences in the main language, as large as the column takes; the exit stands below them.
void draw_main(Composer& composer, EmergencyTemplate which, const content::Notice* notice, const Rect& column) {
    const std::string key = key_of(which);
    const Colour ink = composer.palette().emergency_ink;
    const float label_bottom = draw_label(composer, which, notice, column);
    std::optional<ExitBlock> exit = measure_exit(composer, which, column.width);
    const float exit_height = exit ? exit->height : 0;
    const float gap = composer.u(2.4F);
    const float room = column.bottom() - label_bottom - exit_height - gap;
    const Language third_language =
        notice == nullptr ? composer.language()
                          : content::choose_language(notice->texts, composer.language(), composer.edition());
    const std::string third = notice == nullptr
                                  ? std::string()
                                  : content::text_in(notice->texts, composer.language(), composer.edition()).headline;
    composer.speak(composer.words(key));
    composer.speak(composer.words(key + "_detail"));
    composer.speak(third);
    if (exit) {
        composer.speak(exit->title.text);
        composer.speak(exit->point.text);
    }
    Words instruction;
    Words detail;
    Words extra;
    float whole = 0;
    for (const float token : {composer.scale().evac, 10.8F, 9.4F, 8.2F, 7.0F, 6.0F, 5.0F}) {
        instruction = measure_words(composer, composer.words(key), token, 700, column.width, Leading::head);
        if (is_broken(composer, instruction)) continue;
        bool fits = false;
        for (const float detail_token : detail_sizes) {
            detail = measure_words(composer, composer.words(key + "_detail"), detail_token, 600, column.width);
            extra = measure_words(composer, third, std::max(2.4F, detail_token * 0.8F), 400, column.width);
            if (third_language != composer.language()) {
                own_side(composer, extra.spec, third_language, column.width);
                extra.height = third.empty() ? 0 : composer.measure(extra.spec).height;
            }
            whole = instruction.height + detail.height + extra.height + 3 * gap;
            fits = whole <= room && detail_token * 2 <= token;
            if (fits) break;
        }
        if (fits) break;
    }
    const float spare = std::max(0.0F, room - whole) / (extra.height > 0 ? 4.0F : 3.0F);
    float y = label_bottom + gap + spare;
    composer.text(column.x, y, std::move(instruction.spec), ink);
    y += instruction.height + gap + spare;
    composer.text(column.x, y, std::move(detail.spec), ink);
    y += detail.height + gap;
    if (extra.height > 0) composer.text(column.x, y, std::move(extra.spec), ink);
    if (exit) draw_exit(composer, {column.x, column.bottom() - exit_height, column.width, exit_height}, *exit);
}

}  // namespace

void emergency(Composer& composer, EmergencyTemplate which, const content::Notice* notice) {
    const Palette& palette = composer.palette();
    // Red is danger: a test of the screens is none.
    const Colour calm = which == EmergencyTemplate::test ? palette.navy : palette.clear_ground;
    const Rect whole{0, 0, composer.width(), composer.height()};
    composer.fill(whole, is_alarm(which) ? palette.emergency_ground : calm);
    const float margin = composer.u(panel_margin);
    Rect main{};
    Rect others{};
    if (composer.is_portrait()) {
        const float split = std::round(composer.height() * 0.485F);
        main = {0, 0, composer.width(), split};
        others = {0, split, composer.width(), composer.height() - split};
    } else {
        const float split = std::round(composer.width() * panel_share);
        main = {0, 0, split, composer.height()};
        others = {split, 0, composer.width() - split, composer.height()};
    }
    if (!is_alarm(which)) {
        // A darker green does not exist among the tokens: an edge parts the two halves.
        if (composer.is_portrait()) {
            composer.fill({margin, others.y, others.width - 2 * margin, composer.hairline()}, palette.emergency_ink);
        } else {
            composer.fill({others.x, margin, composer.hairline(), others.height - 2 * margin}, palette.emergency_ink);
        }
    } else {
        composer.fill(others, palette.emergency_ground2);
    }
    const float side = composer.u(composer.is_portrait() ? panel_margin : 5.0F);
    draw_main(composer, which, notice, {margin, margin, main.width - 2 * margin, main.height - 2 * margin});
    draw_others(
        composer, key_of(which),
        {others.x + side, others.y + composer.u(4.2F), others.width - 2 * side, others.height - composer.u(8.4F)});
    composer.dwell(60);
}

}  // namespace kiosk::scenes
