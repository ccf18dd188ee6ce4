#include <algorithm>
#include <array>
#include <vector>

#include "kiosk/scenes/scenes.h"
#include "kiosk/text/format.h"
#include "kiosk/visit/touch_filter.h"
#include "kiosk/widgets/icons.h"

namespace kiosk::scenes {
namespace {

constexpr float top = 4.2F;         // u
constexpr float key_width = 16;     // u
constexpr float key_height = 9.6F;  // u
constexpr float key_gap = 1.4F;     // u
constexpr float corner_side = 12;   // u
constexpr float dot_side = 2;       // u
constexpr int pad_columns = 3;
constexpr int pad_rows = 4;

struct ServiceButton {
    std::string label;
    Action action = Action::staff_close;
    std::string id;
    bool is_solid = false;
};

TextSpec label_of(const Composer& composer, const ServiceButton& button, float width) {
    TextSpec spec = composer.spec(button.label, composer.scale().button, 650);
    spec.align = Align::centre;
    spec.width = width;
    return spec;
}

void draw(Composer& composer, const ServiceButton& button, const Rect& box) {
    const Palette& palette = composer.palette();
    const float radius = composer.u(composer.tokens().radius_m);
    if (button.is_solid) {
        composer.fill(box, palette.ink, radius);
    } else {
        composer.outline(box, palette.ink, std::max(composer.hairline(), composer.u(0.13F)), radius);
    }
    composer.text_in(box, label_of(composer, button, box.width), button.is_solid ? palette.paper : palette.ink);
    composer.target(box, button.action, button.id, button.label);
}

float width_of(const Composer& composer, const ServiceButton& button) {
    return composer.measure(label_of(composer, button, 0)).width + composer.u(5.2F);
}

float height_of_buttons(const Composer& composer) {
    return std::max(composer.u(composer.tokens().target_height + 0.4F),
                    composer.type(composer.scale().button) * 1.3F + composer.u(3.2F));
}

/// Title and the way out; returns where the rest begins.
float draw_head(Composer& composer) {
    const float margin = composer.u(composer.tokens().margin_x);
    const ServiceButton close{composer.words("staff.close"), Action::staff_close, "", false};
    const float width = width_of(composer, close);
    const float height = height_of_buttons(composer);
    const Rect box{composer.width() - margin - width, composer.u(top), width, height};
    TextSpec title =
        composer.spec(composer.words("staff.title"), composer.scale().sheet_title, 700, Typeface::head, Leading::head);
    title.max_lines = 1;
    title.width = box.x - margin - composer.u(2);
    const float title_height = composer.measure(title).height;
    composer.speak(title.text);
    composer.text(margin, box.y + (height - title_height) / 2, std::move(title), composer.palette().ink);
    draw(composer, close, box);
    return box.bottom() + composer.u(2.6F);
}

/// In rows at the lower edge, within everybody's reach; returns their top.
float draw_buttons(Composer& composer, const std::vector<ServiceButton>& buttons) {
    const float margin = composer.u(composer.tokens().margin_x);
    const float gap = composer.u(1.8F);
    const float tall = height_of_buttons(composer);
    std::vector<Rect> boxes;
    float x = margin;
    float y = 0;
    for (const ServiceButton& button : buttons) {
        const float width = std::min(width_of(composer, button), composer.width() - 2 * margin);
        if (x > margin && x + width > composer.width() - margin) {
            x = margin;
            y += tall + gap;
        }
        boxes.push_back({x, y, width, tall});
        x += width + gap;
    }
    const float first = composer.height() - composer.u(top) - y - tall;
    for (std::size_t i = 0; i < buttons.size(); ++i) {
        boxes[i].y += first;
        draw(composer, buttons[i], boxes[i]);
    }
    return first;
}

std::string state_of(const Composer& composer, const StaffPage& page) {
    if (page.wait_seconds > 0) return composer.words("staff.wait", {{"seconds", std::int64_t{page.wait_seconds}}});
    return composer.words(page.is_wrong ? "staff.wrong" : "staff.pin");
}

void draw_pin(Composer& composer, const StaffPage& page, float y) {
    const Palette& palette = composer.palette();
    const float width = pad_columns * composer.u(key_width) + (pad_columns - 1) * composer.u(key_gap);
    const float height = pad_rows * composer.u(key_height) + (pad_rows - 1) * composer.u(key_gap);
    const float x = (composer.width() - width) / 2;
    TextSpec words = composer.spec(state_of(composer, page), composer.scale().row_title, 600);
    words.align = Align::centre;
    words.width = composer.width() - 2 * composer.u(composer.tokens().margin_x);
    const float words_height = composer.measure(words).height;
    const float dot = composer.u(1.8F);
    const float whole = words_height + composer.u(1.8F) + dot + composer.u(2.6F) + height;
    y += std::max(0.0F, (composer.height() - composer.u(top) - y - whole) / 2);
    composer.speak(words.text);
    const Rect words_box{composer.u(composer.tokens().margin_x), y, words.width, words_height};
    composer.text_in(words_box, std::move(words), palette.ink);
    y += words_height + composer.u(1.8F);
    const auto dots = static_cast<float>(page.digits);
    float dot_x = composer.width() / 2 - (dots * dot + (dots - 1) * dot) / 2;
    for (std::size_t i = 0; i < page.digits; ++i) {
        composer.fill({dot_x, y, dot, dot}, palette.ink, dot / 2);
        dot_x += 2 * dot;
    }
    y += dot + composer.u(2.6F);
    // As on every telephone and keypad, in every direction of writing.
    const bool is_mirrored = content::direction(composer.language()) == content::Direction::rtl;
    for (int row = 0; row < pad_rows; ++row) {
        for (int column = 0; column < pad_columns; ++column) {
            const int number = row * pad_columns + column + 1;
            ServiceButton key{std::to_string(number), Action::staff_digit, std::to_string(number), false};
            if (number == 10) key = {composer.words("search.erase"), Action::staff_erase, "", false};
            if (number == 11) key = {"0", Action::staff_digit, "0", false};
            if (number == 12) key = {composer.words("staff.enter"), Action::staff_enter, "", true};
            const auto place = static_cast<float>(is_mirrored ? pad_columns - 1 - column : column);
            draw(composer, key,
                 {x + place * composer.u(key_width + key_gap),
                  y + static_cast<float>(row) * composer.u(key_height + key_gap), composer.u(key_width),
                  composer.u(key_height)});
        }
    }
}

struct FactBlock {
    TextSpec name;
    TextSpec value;
    float name_height = 0;
    float height = 0;
};

FactBlock measure_fact(const Composer& composer, const StaffFact& fact, float token, float width) {
    FactBlock block;
    block.name = composer.spec(composer.words(fact.key), composer.scale().floor, 400);
    block.name.width = width;
    block.value = composer.spec(isolate(fact.value), token, 600);
    block.value.width = width;
    block.name_height = composer.measure(block.name).height;
    block.height = block.name_height + composer.measure(block.value).height + composer.u(1.6F);
    return block;
}

void draw_facts(Composer& composer, const StaffPage& page, float y) {
    const Palette& palette = composer.palette();
    const float margin = composer.u(composer.tokens().margin_x);
    const float inner = composer.width() - 2 * margin;
    std::vector<ServiceButton> buttons = {{composer.words("staff.test"), Action::staff_test, "", false},
                                          {composer.words("staff.restart"), Action::staff_restart, "", false}};
    if (page.exit) buttons.push_back({composer.words("staff.check_exit"), Action::staff_exit, "", true});
    const float buttons_y = draw_buttons(composer, buttons);
    const std::size_t columns = composer.is_portrait() ? 1 : 2;
    const float gap = composer.u(5);
    const float width = (inner - static_cast<float>(columns - 1) * gap) / static_cast<float>(columns);
    std::vector<FactBlock> blocks;
    const std::size_t rows = (page.facts.size() + columns - 1) / columns;
    for (const float token : {composer.scale().row_title, composer.scale().label, composer.scale().floor}) {
        blocks.clear();
        std::vector<float> heights(columns, 0);
        for (std::size_t i = 0; i < page.facts.size(); ++i) {
            blocks.push_back(measure_fact(composer, page.facts[i], token, width));
            heights[i / rows] += blocks.back().height;
        }
        if (std::ranges::all_of(heights, [&](float height) { return y + height <= buttons_y; })) break;
    }
    float at = y;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (i % rows == 0) at = y;
        composer.speak(blocks[i].name.text + ": " + page.facts[i].value);
        const std::size_t column = i / rows;
        const float x = margin + static_cast<float>(column) * (width + gap);
        const float height = blocks[i].height;
        if (at + height > buttons_y) continue;  // a failure told at length must not hide the way out
        composer.text(x, at, std::move(blocks[i].name), palette.ink3);
        composer.text(x, at + blocks[i].name_height, std::move(blocks[i].value), palette.ink);
        at += height;
    }
}

/// A rectangle of the glass, in no direction of writing.
Rect on_glass(const Composer& composer, Rect rect) {
    const bool is_mirrored = content::direction(composer.language()) == content::Direction::rtl;
    if (is_mirrored) rect.x = composer.width() - rect.right();
    return rect;
}

/// Where a cell of the touch filter lies.
Rect cell_rect(const Composer& composer, int cell) {
    const float width = composer.width() / static_cast<float>(TouchFilter::columns);
    const float height = composer.height() / static_cast<float>(TouchFilter::rows);
    const auto column = static_cast<float>(cell % TouchFilter::columns);
    const int line = cell / TouchFilter::columns;
    return on_glass(composer, {column * width, static_cast<float>(line) * height, width, height});
}

/// A corner of the glass, with the light of one channel: where one is missing or exchanged, the colour is another.
struct Corner {
    const char* letter;
    bool is_right;
    bool is_low;
    Colour colour;
    Colour letter_colour;
};
constexpr Colour black{0, 0, 0};
constexpr std::array<Corner, 4> corners = {{{"A", false, false, {255, 0, 0}, black},
                                            {"B", true, false, {0, 255, 0}, black},
                                            {"C", true, true, {0, 0, 255}, {255, 255, 255}},
                                            {"D", false, true, {255, 255, 0}, black}}};

void draw_corners(Composer& composer) {
    const float side = composer.u(corner_side);
    for (const Corner& corner : corners) {
        const Rect box = on_glass(composer, {corner.is_right ? composer.width() - side : 0,
                                             corner.is_low ? composer.height() - side : 0, side, side});
        composer.fill(box, corner.colour);
        TextSpec letter = composer.spec(corner.letter, composer.scale().sheet_title, 700);
        letter.align = Align::centre;
        letter.width = side;
        composer.text_in(box, std::move(letter), corner.letter_colour);
    }
}

/// A line of one pixel along each edge: where a panel cuts the picture (overscan), it is not seen.
void draw_edge(Composer& composer) {
    const float width = composer.width();
    const float height = composer.height();
    const Colour ink = composer.palette().ink;
    for (const Rect& line :
         {Rect{0, 0, width, 1}, Rect{0, height - 1, width, 1}, Rect{0, 0, 1, height}, Rect{width - 1, 0, 1, height}})
        composer.fill(line, ink);
}

/// Points up as the picture does.
void draw_arrow_up(Composer& composer, const Rect& box) {
    const float centre = box.x + box.width / 2;
    const float half = box.height * 0.45F;
    const float neck = box.y + box.height * 0.5F;
    const float shaft = box.height * 0.16F;
    const Colour ink = composer.palette().ink;
    composer.polygon({{centre, box.y}, {centre + half, neck}, {centre - half, neck}}, ink);
    composer.fill({centre - shaft, neck - 1, 2 * shaft, box.bottom() - neck + 1}, ink);  // no seam
}

/// What stands in the middle, from above: the screen's name, its pixels as numbers, what hangs where, what to do.
std::vector<TextSpec> words_of_test(const Composer& composer, const StaffPage& page, float width) {
    const auto pixels =
        std::to_string(composer.view().size.width) + " × " + std::to_string(composer.view().size.height);
    std::vector<TextSpec> words;
    const auto add = [&](const std::string& text, float token, int weight) {
        if (text.empty()) return;
        words.push_back(composer.spec(text, token, weight));
        words.back().align = Align::centre;
        words.back().width = width;
    };
    add(isolate(pixels), composer.scale().sheet_title, 700);
    add(composer.screen().name.empty() ? "" : isolate(composer.screen().name), composer.scale().row_title, 600);
    add(page.panel.empty() ? "" : isolate(page.panel), composer.scale().floor, 400);
    add(composer.words("staff.test_hint"), composer.scale().row_title, 600);
    return words;
}

void draw_test_card(Composer& composer, const StaffPage& page) {
    const float gap = composer.u(1.2F);
    const float arrow = composer.u(8);
    const float width = composer.width() * 0.6F;
    std::vector<TextSpec> words = words_of_test(composer, page, width);
    const ServiceButton close{composer.words("staff.close"), Action::staff_close, "", true};
    const float tall = height_of_buttons(composer);
    float whole = arrow + gap + tall;
    for (const TextSpec& spec : words)
        whole += composer.measure(spec).height + gap;
    const Rect card{composer.width() * 0.18F, (composer.height() - whole) / 2 - composer.u(3), composer.width() * 0.64F,
                    whole + composer.u(6)};
    composer.fill(card, composer.palette().paper, composer.u(composer.tokens().radius_m));
    float y = card.y + composer.u(3);
    draw_arrow_up(composer, {card.x, y, card.width, arrow});
    y += arrow + gap;
    for (TextSpec& spec : words) {
        const Rect box{card.x + (card.width - width) / 2, y, width, composer.measure(spec).height};
        composer.speak(spec.text);
        composer.text_in(box, std::move(spec), composer.palette().ink);
        y = box.bottom() + gap;
    }
    const float button = width_of(composer, close);
    draw(composer, close, {(composer.width() - button) / 2, y, button, tall});
}

/// Where fingers were: on everything else, so that a finger beside its dot is seen wherever it is.
void draw_dots(Composer& composer, const StaffPage& page) {
    const float side = composer.u(dot_side);
    for (const Point& dot : page.dots) {
        const Rect box = on_glass(composer, {dot.x - side / 2, dot.y - side / 2, side, side});
        composer.fill(box, composer.palette().ink, side / 2);
        composer.fill(box.inset(side / 4, side / 4), composer.palette().paper, side / 4);
    }
}

/// The picture by which a panel is judged: its edges, its corners, its colours, which way is up, and where it is
/// touched. The middle has the words, and the way back.
void draw_touch_test(Composer& composer, const StaffPage& page) {
    const float hair = composer.hairline();
    for (const int cell : page.touched)
        composer.fill(cell_rect(composer, cell).inset(hair, hair), composer.palette().sun);
    draw_corners(composer);
    for (const int cell : page.muted)
        composer.outline(cell_rect(composer, cell).inset(hair, hair), composer.palette().cancel, composer.u(0.5F));
    draw_test_card(composer, page);
    draw_edge(composer);
    draw_dots(composer, page);
}

/// The way out as emergencies would show it, and the question whether it is there.
void draw_exit_question(Composer& composer, const StaffPage& page, float y) {
    const Palette& palette = composer.palette();
    const float margin = composer.u(composer.tokens().margin_x);
    const float width = composer.width() - 2 * margin;
    const std::vector<ServiceButton> buttons = {
        {composer.words("staff.exit_yes"), Action::staff_exit_answer, "yes", true},
        {composer.words("staff.exit_no"), Action::staff_exit_answer, "no", false}};
    const Exit exit = page.exit.value_or(Exit{});
    std::vector<TextSpec> words;
    const auto add = [&](const std::string& text, float token, int weight) {
        if (text.empty()) return;
        words.push_back(composer.spec(text, token, weight));
        words.back().width = width;
        composer.speak(text);
    };
    add(composer.words("staff.exit_question"), composer.scale().sheet_title, 700);
    add(nearest_exit_words(composer, exit), composer.scale().row_title, 650);
    add(content::text_in(exit.assembly_point, composer.language(), composer.edition()), composer.scale().label, 400);
    if (!composer.screen().place.empty()) {
        add(composer.words("staff.exit_place", {{"place", isolate(composer.screen().place)}}), composer.scale().label,
            400);
    }
    add(composer.words("staff.exit_hint"), composer.scale().label, 400);
    const float buttons_y = draw_buttons(composer, buttons);
    const float gap = composer.u(1.2F);
    float whole = 0;
    for (const TextSpec& spec : words)
        whole += composer.measure(spec).height + gap;
    const float room = buttons_y - y - composer.u(2.6F);
    const float side = std::clamp(room - whole - gap, composer.u(10), composer.u(34));
    y += std::max(0.0F, (room - whole - gap - side) / 2);
    const Rect sign_box{margin, y, side, side};
    composer.fill(sign_box, palette.exit_ground, composer.u(composer.tokens().radius_m));
    draw_arrow(composer, exit.arrow, sign_box.inset(side * 0.16F, side * 0.16F), palette.emergency_ink);
    y = sign_box.bottom() + 2 * gap;
    for (TextSpec& spec : words) {
        const float height = composer.measure(spec).height;
        if (y + height > buttons_y) break;  // the answers stay
        composer.text(margin, y, std::move(spec), palette.ink);
        y += height + gap;
    }
}

}  // namespace

void staff(Composer& composer) {
    const StaffPage& page = *composer.view().staff;
    composer.fill({0, 0, composer.width(), composer.height()}, composer.palette().paper);
    switch (page.part) {
        case StaffPage::Part::pin: draw_pin(composer, page, draw_head(composer)); break;
        case StaffPage::Part::facts: draw_facts(composer, page, draw_head(composer)); break;
        case StaffPage::Part::exit: draw_exit_question(composer, page, draw_head(composer)); break;
        case StaffPage::Part::touch_test: draw_touch_test(composer, page); break;
    }
}

}  // namespace kiosk::scenes
