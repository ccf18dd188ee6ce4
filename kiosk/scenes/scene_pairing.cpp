#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kiosk/scenes/scenes.h"
#include "kiosk/text/format.h"
#include "kiosk/widgets/art.h"
#include "kiosk/widgets/chrome.h"
#include "kiosk/widgets/columns.h"
#include "kiosk/widgets/controls.h"
#include "kiosk/widgets/icons.h"

namespace kiosk::scenes {
namespace {

constexpr float share = 0.6F;
constexpr float code_side = 36;       // u
constexpr float word_gap = 2.4F;      // u
constexpr float word_height = 12.6F;  // u
constexpr float message_icon = 9;     // u
constexpr float message_gap = 2;      // u
constexpr std::size_t max_mistakes = 4;

/// "lusab babad" -> both.
std::array<std::string, 2> both_words(const std::string& words) {
    const auto space = words.find(' ');
    if (space == std::string::npos) return {words, {}};
    return {words.substr(0, space), words.substr(space + 1)};
}

/// The two words beside each other, in the order in which they are compared in every direction of writing; returns the
/// bottom.
float draw_words(Composer& composer, const std::string& words, float x, float y, float width) {
    const Palette& palette = composer.palette();
    const float gap = composer.u(word_gap);
    const float tile = std::min(composer.u(38), (width - gap) / 2);
    const float height = composer.u(word_height);
    composer.begin_physical({x, y, 2 * tile + gap, height});
    for (const std::string& word : both_words(words)) {
        const Rect box{x, y, tile, height};
        const float radius = composer.u(composer.tokens().radius_m);
        composer.fill(box, palette.card, radius);
        composer.outline(box, palette.line, std::max(composer.hairline(), composer.u(0.15F)), radius);
        TextSpec spec = composer.spec(word, std::min(composer.scale().room * 0.94F, tile / composer.u(1) / 4.2F), 700);
        spec.align = Align::centre;
        composer.text_in(box, std::move(spec), palette.ink, 1);
        x += tile + gap;
    }
    composer.end_physical();
    return y + height;
}

TextSpec step_spec(const Composer& composer, const std::string& words, const std::string& bold, float width) {
    TextSpec spec = composer.spec(words, composer.scale().row_title, 400);
    spec.width = width;
    const std::size_t at = bold.empty() ? std::string::npos : words.find(bold);
    if (at != std::string::npos) spec.runs = {{at, at + bold.size(), 700}};
    return spec;
}

/// The three steps, laid out.
struct Steps {
    std::vector<TextSpec> specs;
    std::vector<float> heights;
    float disc = 0;
    float height = 0;
};

Steps make_steps(const Composer& composer, float width) {
    const std::string& hub = composer.view().pairing.hub;
    const std::string address = hub.empty() ? "" : isolate(short_address(hub, 40));
    const std::array<std::string, 3> words = {
        address.empty() ? composer.words("pairing.step_open_console")
                        : composer.words("pairing.step_open", {{"address", address}}),
        composer.words("pairing.step_check"), composer.words("pairing.step_name")};
    Steps steps;
    steps.disc = composer.u(4.7F) * std::min(composer.text_factor(), 1.3F);
    for (const std::string& step : words) {
        steps.specs.push_back(step_spec(composer, step, address, width - steps.disc - composer.u(1.9F)));
        steps.heights.push_back(std::max(steps.disc, composer.measure(steps.specs.back()).height));
        steps.height += steps.heights.back() + composer.u(1.4F);
    }
    steps.height -= composer.u(1.4F);
    return steps;
}

/// A word letter by letter, as it is compared.
std::string spelled(const std::string& word) {
    std::string letters;
    for (const char letter : word) {
        if (!letters.empty()) letters += ", ";
        letters += letter;
    }
    return letters;
}

void draw_steps(Composer& composer, const Steps& steps, float x, float y) {
    const Palette& palette = composer.palette();
    for (std::size_t index = 0; index < steps.specs.size(); ++index) {
        const float row = steps.heights[index];
        const Rect circle{x, y + (row - steps.disc) / 2, steps.disc, steps.disc};
        composer.fill(circle, palette.ink, steps.disc / 2);
        TextSpec number = composer.spec(std::to_string(index + 1), composer.scale().label, 700);
        number.align = Align::centre;
        composer.text_in(circle, std::move(number), palette.paper);
        const float height = composer.measure(steps.specs[index]).height;
        composer.text(x + steps.disc + composer.u(1.9F), y + (row - height) / 2, steps.specs[index], palette.ink,
                      static_cast<int>(index) + 2);
        y += row + composer.u(1.4F);
    }
}

struct Status {
    std::string label;
    std::string value;
    bool is_good = false;
};

std::vector<Status> statuses(const Composer& composer) {
    const View& view = composer.view();
    const Pairing& pairing = view.pairing;
    const std::string none = composer.words(pairing.is_unheard ? "pairing.unknown" : "pairing.not_connected");
    std::vector<Status> result;
    result.push_back({composer.words("pairing.network"), pairing.network.empty() ? none : isolate(pairing.network),
                      !pairing.network.empty()});
    result.push_back(
        {composer.words("pairing.hub"), pairing.hub.empty() ? none : isolate(pairing.hub), !pairing.hub.empty()});
    const std::string& zone = composer.edition().zone;
    result.push_back({composer.words("pairing.clock"),
                      view.clock_trusted
                          ? clock_time(view.now, zone.empty() ? "UTC" : zone) + (zone.empty() ? " UTC" : "")
                          : composer.words("pairing.clock_unconfirmed"),
                      view.clock_trusted});
    return result;
}

/// Status of network, hub and clock in columns; from `bottom` upwards; returns the top.
float draw_statuses(Composer& composer, float x, float bottom, float width) {
    const Palette& palette = composer.palette();
    const std::vector<Status> all = statuses(composer);
    const std::size_t columns = composer.is_portrait() || composer.is_compact() ? 2 : all.size();
    const float gap = composer.u(2.0F);
    const float cell = (width + gap) / static_cast<float>(columns) - gap;
    const float icon = composer.type(composer.scale().meta) * 1.15F;
    const auto label_of = [&](const Status& status) {
        TextSpec spec = composer.spec(status.label, composer.scale().meta, 400);
        spec.width = cell - (status.is_good ? icon + composer.u(0.8F) : 0);
        spec.max_lines = 1;
        return spec;
    };
    const auto value_of = [&](const Status& status) {
        TextSpec spec = composer.spec(status.value, composer.scale().label, 650);
        spec.width = cell;
        spec.max_lines = 2;
        return spec;
    };
    const std::size_t rows = (all.size() + columns - 1) / columns;
    std::vector<float> heights(rows, 0);
    float whole = composer.u(1.8F);
    for (std::size_t index = 0; index < all.size(); ++index) {
        float& height = heights[index / columns];
        height = std::max(height, composer.measure(label_of(all[index])).height +
                                      composer.measure(value_of(all[index])).height + composer.u(1.6F));
    }
    for (const float height : heights)
        whole += height;
    const float top = bottom - whole;
    composer.hairline_at(x, top, width, palette.line);
    float y = top + composer.u(1.8F);
    for (std::size_t index = 0; index < all.size(); ++index) {
        const Status& status = all[index];
        const float cell_x = x + static_cast<float>(index % columns) * (cell + gap);
        TextSpec label = label_of(status);
        const float label_height = composer.measure(label).height;
        float label_x = cell_x;
        if (status.is_good) {
            draw_icon(composer, Icon::check, {cell_x, y + (label_height - icon) / 2, icon, icon}, palette.ink3);
            label_x += icon + composer.u(0.8F);
        }
        composer.text(label_x, y, std::move(label), palette.ink3);
        composer.text(cell_x, y + label_height, value_of(status), palette.ink);
        if (index % columns + 1 == columns) y += heights[index / columns];
    }
    return top;
}

/// Why there are no words to compare.
std::string_view message_key(const Pairing& pairing) {
    if (pairing.is_unheard) return "pairing.unheard";
    if (pairing.is_refused) return "pairing.not_admitted";
    return pairing.network.empty() ? "pairing.no_network" : "pairing.no_hub";
}

/// Why there are no words, laid out.
struct Message {
    TextSpec words;
    std::optional<TextSpec> hint;
    float height = 0;
};

Message make_message(const Composer& composer, float width) {
    Message message;
    message.words =
        composer.spec(composer.words(message_key(composer.view().pairing)), composer.scale().sheet_title, 650);
    message.words.width = width;
    message.words.balance = Balance::even;
    message.height = composer.u(message_icon + message_gap) + composer.measure(message.words).height;
    if (!composer.screen().has_staff_page) return message;
    message.hint = composer.spec(composer.words("pairing.staff_hint"), composer.scale().label, 400);
    message.hint->width = width;
    message.height += composer.u(message_gap) + composer.measure(*message.hint).height;
    return message;
}

float draw_message(Composer& composer, Message message, float x, float y) {
    const float icon = composer.u(message_icon);
    const float gap = composer.u(message_gap);
    const Icon sign = composer.view().pairing.is_unheard ? Icon::clock : Icon::offline;
    draw_icon(composer, sign, {x, y, icon, icon}, composer.palette().ink3);
    const float bottom = composer.text(x, y + icon + gap, std::move(message.words), composer.palette().ink, 1).bottom();
    if (!message.hint) return bottom;
    return composer.text(x, bottom + gap, std::move(*message.hint), composer.palette().ink3, 2).bottom();
}

/// What is wrong in the technician's files, or else why the hub gave no words, laid out: files and programs speak
/// English.
struct Mistakes {
    std::optional<TextSpec> title;
    std::vector<TextSpec> lines;
    float height = 0;
};

Mistakes make_mistakes(const Composer& composer, float width, float room) {
    Mistakes mistakes;
    std::vector<std::string> all = composer.view().pairing.mistakes;
    if (!all.empty()) {
        mistakes.title = composer.spec(composer.words("pairing.mistakes"), composer.scale().row_title, 700);
        mistakes.title->width = width;
        mistakes.height = composer.measure(*mistakes.title).height;
    } else if (const std::string& trouble = composer.view().pairing.trouble; !trouble.empty()) {
        all.push_back(trouble);
    }
    for (const std::string& words : all) {
        TextSpec line = composer.spec(isolate(words), composer.scale().label, 400);
        line.width = width;
        line.max_lines = 2;
        const float height = composer.u(0.8F) + composer.measure(line).height;
        if (mistakes.lines.size() == max_mistakes || mistakes.height + height > room) break;
        mistakes.height += height;
        mistakes.lines.push_back(std::move(line));
    }
    if (mistakes.lines.empty()) mistakes.height = 0;
    return mistakes;
}

void draw_mistakes(Composer& composer, Mistakes mistakes, float x, float y) {
    if (mistakes.title) y = composer.text(x, y, std::move(*mistakes.title), composer.palette().ink, 2).bottom();
    for (TextSpec& line : mistakes.lines)
        y = composer.text(x, y + composer.u(0.8F), std::move(line), composer.palette().ink2, 3).bottom();
}

/// What somebody who touches a screen that is not set up yet can do; returns its top.
float draw_menu(Composer& composer, const Rect& panel) {
    const float start = panel.x + composer.u(text_padding);
    const float end = panel.right() - composer.u(text_padding);
    const float y = panel.bottom() - composer.u(composer.tokens().margin_y) - button_height(composer);
    const float gap = composer.u(1.4F);
    const float taken =
        language_button_width(composer) + gap + draw_accessibility_button(composer, end, y, Ground::navy).width;
    const bool fits = taken <= end - start;
    const float language_y = fits ? y : y - gap - button_height(composer);
    draw_language_button(composer, fits ? end - taken + language_button_width(composer) : end, language_y,
                         Ground::navy);
    return language_y;
}

void draw_panel(Composer& composer, const Rect& panel) {
    const Palette& palette = composer.palette();
    const TopicLook& look = composer.tokens().look("events", composer.view().theme);
    const Pairing& pairing = composer.view().pairing;
    std::optional<QrMatrix> matrix;
    if (!pairing.address.empty()) matrix = composer.code(pairing.address, QrUse::link);
    // In high contrast it has an edge and no art: without a code it would be an empty box.
    if (matrix || !composer.is_high_contrast()) composer.fill(panel, palette.navy);
    TextSpec scan = composer.spec(matrix ? composer.words("pairing.scan") : "", composer.scale().lead, 700);
    scan.width = panel.width - composer.u(6);
    scan.align = Align::centre;
    const std::string size = isolate(fmt::format("{} × {}", composer.view().size.width, composer.view().size.height));
    TextSpec screen =
        composer.spec(composer.words(composer.screen().has_touch ? "pairing.screen_touch" : "pairing.screen_no_touch",
                                     {{"size", size}}),
                      composer.scale().label, 400);
    screen.width = scan.width;
    screen.align = Align::centre;
    float foot = panel.bottom() - composer.u(composer.is_portrait() ? 6 : 5.4F);
    if (composer.screen().has_touch) foot = draw_menu(composer, panel) - composer.u(2.6F);
    const float screen_y = foot - composer.measure(screen).height;
    composer.text(panel.x + composer.u(3), screen_y, std::move(screen), palette.on_navy2);
    float art_bottom = screen_y - composer.u(4);
    if (matrix) {
        const float scan_y = screen_y - composer.measure(scan).height - composer.u(0.5F);
        composer.text(panel.x + composer.u(3), scan_y, std::move(scan), palette.on_navy);
        const float side = std::min(composer.u(code_side), panel.width - composer.u(6));
        const float plate_y = scan_y - composer.u(2.2F) - side;
        composer.qr({panel.x + (panel.width - side) / 2, plate_y, side, side}, *matrix,
                    composer.u(composer.tokens().radius_m));
        art_bottom = plate_y - composer.u(5.4F);
    }
    const Rect art{panel.x, panel.y + composer.u(1.5F), panel.width, art_bottom - panel.y - composer.u(1.5F)};
    if (art.height > composer.u(12)) draw_art(composer, art, look, ArtShape::confluence, art_seed("pairing"));
}

/// The words beside the panel, or above it in portrait.
Columns columns_of(const Composer& composer) {
    if (!composer.is_portrait()) {
        Columns columns = split_columns(composer, share);
        columns.text.height -= composer.u(4.2F);
        return columns;
    }
    const float margin = composer.u(text_padding);
    const float panel_top = composer.height() * 0.56F;
    return {{margin, 0, composer.width() - 2 * margin, panel_top - composer.u(4)},
            {0, panel_top, composer.width(), composer.height() - panel_top}};
}

/// Says the words and what to do with them, or why there are none.
void speak_way_on(Composer& composer, const std::string& subtitle, const Steps& steps) {
    const Pairing& pairing = composer.view().pairing;
    if (pairing.words.empty()) {
        composer.speak(composer.words(message_key(pairing)));
        return;
    }
    composer.speak(subtitle);
    for (const std::string& word : both_words(pairing.words))
        composer.speak(spelled(word));
    for (const TextSpec& step : steps.specs)
        composer.speak(step.text);
}

}  // namespace

void pairing(Composer& composer) {
    const Palette& palette = composer.palette();
    const Pairing& pairing = composer.view().pairing;
    composer.fill({0, 0, composer.width(), composer.height()}, palette.paper);
    if (composer.view().browsing) {
        // The sheet was opened here and is closed again: there is a way on.
        composer.target({0, 0, composer.width(), composer.height()}, Action::open_home, "", composer.words("bar.home"),
                        -1);
    }
    composer.changes_at(composer.view().now + std::chrono::minutes(1) -
                        composer.view().now.time_since_epoch() % std::chrono::minutes(1));
    const auto [column, panel] = columns_of(composer);
    draw_panel(composer, panel);
    const Rect header = header_box(composer, column);
    draw_wordmark(composer, header, composer.words("app.default_wordmark"), composer.words("pairing.new_screen"),
                  Ground::paper);
    const float statuses_top = draw_statuses(composer, column.x, column.bottom(), column.width);

    TextSpec title = composer.spec(composer.words("pairing.title"), composer.scale().programme_title, 700,
                                   Typeface::head, Leading::head);
    title.width = column.width;
    TextSpec subtitle = composer.spec(composer.words("pairing.subtitle"), composer.scale().row_title, 400);
    subtitle.width = column.width;
    const float title_height = composer.measure(title).height;
    const Steps steps = make_steps(composer, column.width);
    composer.speak(title.text);
    speak_way_on(composer, subtitle.text, steps);
    const bool has_words = !pairing.words.empty();
    const float free = statuses_top - header.bottom() - composer.u(2.0F);
    // The words must stay; where there is no room, what explains them goes first. Mistakes stand in place of the steps:
    // they come first.
    Message message = make_message(composer, column.width);
    const float usual_message = composer.u(30);
    float whole = title_height + (has_words ? composer.u(1.4F + 4.2F + word_height)
                                            : std::max(usual_message, composer.u(1.4F + 2.4F) + message.height));
    Mistakes mistakes = make_mistakes(composer, column.width, free - whole - composer.u(4.0F));
    const bool has_mistakes = !mistakes.lines.empty();
    if (has_mistakes) whole += composer.u(4.0F) + mistakes.height;
    const bool has_steps = has_words && !has_mistakes && whole + composer.u(4.0F) + steps.height <= free;
    if (has_steps) whole += composer.u(4.0F) + steps.height;
    const float subtitle_height = composer.measure(subtitle).height;
    const bool has_subtitle = has_words && whole + subtitle_height <= free;
    if (has_subtitle) whole += subtitle_height;
    float y = header.bottom() + std::max(0.0F, (free - whole) / 2);
    y = composer.text(column.x, y, std::move(title), palette.ink, 0).bottom() + composer.u(1.4F);
    if (has_subtitle) y = composer.text(column.x, y, std::move(subtitle), palette.ink2, 0).bottom();
    y = has_words ? draw_words(composer, pairing.words, column.x, y + composer.u(4.2F), column.width)
                  : draw_message(composer, std::move(message), column.x, y + composer.u(2.4F));
    if (has_mistakes) draw_mistakes(composer, std::move(mistakes), column.x, y + composer.u(4.0F));
    if (has_steps) draw_steps(composer, steps, column.x, y + composer.u(4.0F));
}

}  // namespace kiosk::scenes
