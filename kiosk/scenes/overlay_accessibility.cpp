#include <algorithm>
#include <array>
#include <cstdlib>

#include "kiosk/frame/focus.h"
#include "kiosk/scenes/overlay.h"

namespace kiosk::overlays {
namespace {

constexpr float side_padding = 5.4F;    // u
constexpr float top_padding = 2.6F;     // u
constexpr float bottom_padding = 3.4F;  // u
constexpr float column_gap = 3.5F;      // u
constexpr float row_gap = 2.1F;         // u
constexpr float title_gap = 1.1F;       // u, between a row's name and its switch
constexpr float segment_inset = 0.5F;   // u, around the chosen segment
constexpr float min_segment = 8.0F;     // u high
constexpr float corner = 2.4F;          // u
constexpr float button_gap = 1.8F;      // u
/// The letter A in the three sizes, u. It shows what will be, so it does not grow with the text.
constexpr std::array<float, 3> letter_sizes = {2.1F, 2.9F, 3.9F};

struct Option {
    std::string label;
    Action action = Action::set_text_scale;
    std::string id;
    bool is_current = false;
    float letter = 0;  ///< u; over 0: an A of this size stands for the words
};

struct Switch {
    Icon icon = Icon::text_size;
    std::string name;
    std::vector<Option> options;
};

std::vector<Switch> make_switches(const Composer& composer) {
    const Preferences& chosen = composer.view().browsing->preferences;
    const auto words = [&](const char* key) { return composer.words(key); };
    const auto two = [&](Icon icon, const char* name, Action action, bool is_first, std::array<const char*, 2> ids,
                         std::array<const char*, 2> keys) {
        return Switch{icon,
                      words(name),
                      {{words(keys[0]), action, ids[0], is_first, 0}, {words(keys[1]), action, ids[1], !is_first, 0}}};
    };
    const auto size = [&](const char* key, const char* id, bool is_current, float letter) {
        return Option{words(key), Action::set_text_scale, id, is_current, letter};
    };
    const float scale = chosen.text_scale;
    std::vector<Switch> switches = {
        {Icon::text_size,
         words("sheet.text_size"),
         {size("sheet.size_1", "1", scale < 1.15F, letter_sizes[0]),
          size("sheet.size_2", "1.3", scale >= 1.15F && scale < 1.45F, letter_sizes[1]),
          size("sheet.size_3", "1.6", scale >= 1.45F, letter_sizes[2])}},
        two(Icon::contrast, "sheet.contrast", Action::set_contrast, chosen.contrast == Contrast::standard,
            {"standard", "high"}, {"sheet.standard", "sheet.high"}),
        two(Icon::reach, "sheet.controls", Action::set_reach, chosen.reach == Reach::standard, {"standard", "low"},
            {"sheet.standard", "sheet.low_reach"}),
        two(Icon::motion, "sheet.motion", Action::set_motion, chosen.motion == MotionChoice::gentle, {"gentle", "none"},
            {"sheet.gentle", "sheet.none"}),
        two(Icon::clock, "sheet.time", Action::set_time, chosen.time == TimeToRead::standard, {"standard", "no_limit"},
            {"sheet.standard", "sheet.no_limit"})};
    if (composer.screen().has_audio) {
        switches.push_back(two(Icon::listen, "sheet.read_aloud", Action::set_read_aloud,
                               chosen.read_aloud == ReadAloud::off, {"off", "on"}, {"sheet.off", "sheet.on"}));
    }
    if (composer.screen().has_audio && chosen.read_aloud == ReadAloud::on) {
        const auto level = [&](const char* key, const char* id, Volume volume) {
            return Option{words(key), Action::set_volume, id, chosen.volume == volume, 0};
        };
        switches.push_back(
            {Icon::listen,
             words("sheet.volume"),
             {level("sheet.quiet", "quiet", Volume::quiet), level("sheet.normal", "normal", Volume::normal),
              level("sheet.loud", "loud", Volume::loud)}});
    }
    return switches;
}

TextSpec name_spec(const Composer& composer, const Switch& row) {
    return composer.spec(row.name, composer.scale().label, 700);
}

TextSpec option_spec(const Composer& composer, const Option& option, float token, float width) {
    TextSpec spec = composer.spec(option.label, token, option.is_current ? 700 : 550);
    if (option.letter > 0) {
        spec.text.assign(1, 'A');
        spec.language = content::Language::en;
        spec.style.size = composer.u(option.letter);
    }
    spec.align = Align::centre;
    spec.width = width;
    return spec;
}

struct SheetLayout {
    int columns = 1;
    float token = 0;
    float column = 0;   ///< width
    float segment = 0;  ///< height
    float row = 0;      ///< height with its gap
    float head = 0;
    float height = 0;
    bool fits = false;
};

float name_icon(const Composer& composer) {
    return composer.type(composer.scale().label) * 1.15F;
}

float options_width(const Composer& composer, const SheetLayout& layout, const Switch& row) {
    return layout.column / static_cast<float>(row.options.size()) - composer.u(1.6F);
}

SheetLayout lay_out(Composer& composer, const std::vector<Switch>& switches, int columns, float token) {
    SheetLayout layout;
    layout.columns = columns;
    layout.token = token;
    const float inner = composer.width() - 2 * composer.u(side_padding);
    const auto count = static_cast<float>(columns);
    layout.column = (inner - (count - 1) * composer.u(column_gap)) / count;
    layout.segment =
        std::max(composer.u(min_segment), composer.measure(composer.spec("x", token, 700)).height + composer.u(3));
    const float name = composer.measure(composer.spec("x", composer.scale().label, 700)).height;
    layout.row = name + composer.u(title_gap) + layout.segment + composer.u(row_gap);
    layout.head = button_height(composer) + composer.u(2.0F);
    const int rows = (static_cast<int>(switches.size()) + columns - 1) / columns;
    layout.height = composer.u(top_padding) + layout.head + static_cast<float>(rows) * layout.row -
                    composer.u(row_gap) + composer.u(bottom_padding);
    layout.fits = std::ranges::all_of(switches, [&](const Switch& row) {
        const float name_width =
            composer.measure(name_spec(composer, row)).width + name_icon(composer) + composer.u(1.2F);
        const float room = options_width(composer, layout, row);
        return name_width <= layout.column && std::ranges::all_of(row.options, [&](Option option) {
                   option.is_current = true;  // the widest it can be
                   return composer.measure(option_spec(composer, option, token, 0)).width <= room;
               });
    });
    return layout;
}

/// As many columns as the words allow.
SheetLayout choose_layout(Composer& composer, const std::vector<Switch>& switches) {
    const TypeScale& scale = composer.scale();
    SheetLayout layout;
    for (int columns = composer.is_portrait() ? 2 : 3; columns >= 1; --columns) {
        for (const float token : {scale.button, scale.nav, scale.floor}) {
            const SheetLayout candidate = lay_out(composer, switches, columns, token);
            const bool is_low_enough = candidate.height <= lowest(composer) - composer.u(4);
            if (candidate.fits && is_low_enough) return candidate;
            if (layout.columns == 1 || is_low_enough) layout = candidate;
        }
    }
    return layout;
}

void draw_switch(Composer& composer, const SheetLayout& layout, const Switch& row, float x, float y) {
    const Palette& palette = composer.palette();
    TextSpec name = name_spec(composer, row);
    const float icon = name_icon(composer);
    const float name_height = composer.measure(name).height;
    draw_icon(composer, row.icon, {x, y + (name_height - icon) / 2, icon, icon}, palette.ink);
    composer.text(x + icon + composer.u(1.2F), y, std::move(name), palette.ink);
    const Rect track{x, y + name_height + composer.u(title_gap), layout.column, layout.segment};
    const float radius = composer.u(composer.tokens().radius_m);
    composer.fill(track, palette.tint, radius);
    if (composer.is_high_contrast()) composer.outline(track, palette.line, composer.u(0.4F), radius);
    const float width = track.width / static_cast<float>(row.options.size());
    for (std::size_t i = 0; i < row.options.size(); ++i) {
        const Option& option = row.options[i];
        const Rect cell{track.x + static_cast<float>(i) * width, track.y, width, track.height};
        const Rect inside = cell.inset(composer.u(segment_inset), composer.u(segment_inset));
        if (option.is_current) composer.fill(inside, palette.ink, radius * 0.75F);
        const float room = options_width(composer, layout, row);
        composer.text_in({cell.x + (cell.width - room) / 2, cell.y, room, cell.height},
                         option_spec(composer, option, layout.token, room),
                         option.is_current ? palette.paper : palette.ink2);
        composer.target(cell, option.action, option.id, row.name + ": " + option.label, overlay_layer);
    }
}

TextSpec title_of(const Composer& composer, float token) {
    return composer.spec(composer.words("sheet.title"), token, 700, Typeface::head, Leading::head);
}

void draw_ground(Composer& composer, const Rect& sheet) {
    const Colour paper = composer.palette().paper;
    if (composer.is_high_contrast()) {
        composer.fill(sheet, paper);  // gets its edge from the composer
        return;
    }
    const float radius = composer.u(corner);
    composer.fill({sheet.x, sheet.y, sheet.width, 2 * radius}, paper, radius);
    composer.fill({sheet.x, sheet.y + radius, sheet.width, sheet.height - radius}, paper);
}

}  // namespace

void accessibility(Composer& composer) {
    const Palette& palette = composer.palette();
    const std::vector<Switch> switches = make_switches(composer);
    const SheetLayout layout = choose_layout(composer, switches);
    dim(composer);
    const float bottom = lowest(composer);
    const Rect sheet{0, bottom - layout.height, composer.width(), layout.height};
    draw_ground(composer, sheet);

    const float x = composer.u(side_padding);
    float y = sheet.y + composer.u(top_padding);
    const Button done{composer.words("sheet.done"),
                      Icon::check,
                      {palette.ink, palette.paper, palette.ink},
                      Action::close_overlay,
                      ""};
    const Button reset{composer.words("sheet.reset"),
                       std::nullopt,
                       {std::nullopt, palette.ink, palette.ink},
                       Action::reset_preferences,
                       ""};
    const float done_x = composer.width() - x - button_width(composer, done);
    const float reset_x = done_x - composer.u(button_gap) - button_width(composer, reset);
    // The title keeps its smallest size whatever Home takes.
    const float min_title = composer.measure(title_of(composer, composer.scale().label)).width;
    const Button home = home_button(composer, {std::nullopt, palette.ink, palette.ink},
                                    reset_x - composer.u(button_gap) - x - min_title - composer.u(2));
    const float home_x = reset_x - composer.u(button_gap) - button_width(composer, home);
    TextSpec title;
    for (const float token : {composer.scale().sheet_title, composer.scale().lead, composer.scale().label}) {
        title = title_of(composer, token);
        if (composer.measure(title).width <= home_x - x - composer.u(2)) break;
    }
    composer.speak(title.text);
    const float title_height = composer.measure(title).height;
    composer.text(x, y + (button_height(composer) - title_height) / 2, std::move(title), palette.ink);
    draw_button(composer, home, home_x, y);
    draw_button(composer, reset, reset_x, y);
    draw_button(composer, done, done_x, y);
    y += layout.head;
    for (std::size_t i = 0; i < switches.size(); ++i) {
        const auto place = std::div(static_cast<int>(i), layout.columns);
        const auto column = static_cast<float>(place.rem);
        const auto row = static_cast<float>(place.quot);
        draw_switch(composer, layout, switches[i], x + column * (layout.column + composer.u(column_gap)),
                    y + row * layout.row);
        const auto current = std::ranges::find_if(switches[i].options, &Option::is_current);
        composer.speak(switches[i].name + ": " + current->label);
    }
}

}  // namespace kiosk::overlays
