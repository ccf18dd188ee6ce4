/// The layout check itself: one hand-made picture for each kind of fault, and the same picture without it.
#include "kiosk/check/frame_lint.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "kiosk/frame/composer.h"
#include "kiosk/frame/focus.h"
#include "tests/support/resources.h"

using namespace kiosk;

namespace {

constexpr Colour white{255, 255, 255, 255};
constexpr Colour ink{12, 30, 44, 255};
constexpr float unit = 10.8F;  // u of 1920 x 1080

class Sketch {
public:
    Sketch() {
        frame.size = {1920, 1080};
        add(Fill{{0, 0, 1920, 1080}, white, 0, 0, {}});
    }

    template <class T>
    void add(T what) {
        frame.elements.push_back({std::move(what), Entrance::with_panel, 0});
    }

    /// A block as the composer would add it; its box.
    Rect words(float x, float y, const std::string& text, float size = 30, Colour colour = ink) {
        TextSpec spec;
        spec.text = text;
        spec.style.size = size;
        return words(x, y, std::move(spec), colour);
    }

    Rect words(float x, float y, TextSpec spec, Colour colour = ink) {
        const TextExtent extent = sample::resources().text.measure(spec);
        const Rect box{x, y, std::max(extent.width, spec.width), extent.height};
        add(TextBlock{box, std::move(spec), colour, {}});
        return box;
    }

    void code(int x, int y, int module) {
        QrCode code;
        code.x = x;
        code.y = y;
        code.module = module;
        code.modules = 21;
        code.dark.assign(21 * 21, true);
        add(code);
    }

    void target(const Rect& rect, int layer = 0) {
        frame.targets.push_back({rect, Action::open_home, "", "Home", layer});
    }

    [[nodiscard]] std::vector<LintFault> faults(const LintRules& rules = {}) const {
        return lint_frame(frame, sample::resources().text, default_tokens(), rules);
    }
    /// Every fault is of this kind, and there is one.
    [[nodiscard]] bool has_only(FaultKind kind, const LintRules& rules = {}) const {
        const auto found = faults(rules);
        for (const LintFault& fault : found) {
            if (fault.kind != kind) MESSAGE(fault.message);
        }
        return !found.empty() &&
               std::all_of(found.begin(), found.end(), [&](const LintFault& fault) { return fault.kind == kind; });
    }

    /// Among the faults is one of this kind.
    [[nodiscard]] bool finds(FaultKind kind) const {
        const auto found = faults();
        return std::any_of(found.begin(), found.end(), [&](const LintFault& fault) { return fault.kind == kind; });
    }

    Frame frame;
};

}  // namespace

TEST_CASE("layout check: a picture with words, a code and a target in their places has no fault") {
    Sketch sketch;
    const Rect box = sketch.words(100, 100, "Civil society");
    CHECK(box.width > 0);
    sketch.code(600, 400, 5);
    sketch.target({100, 700, 300, 80});
    CHECK(sketch.faults().empty());
}

TEST_CASE("layout check: words nearer than 2u to the edge are found") {
    Sketch sketch;
    sketch.words(5, 100, "Civil society");
    CHECK(sketch.has_only(FaultKind::outside));
    LintRules bare;
    bare.edge = 0;
    CHECK(sketch.faults(bare).empty());
}

TEST_CASE("layout check: words larger than their box are found") {
    Sketch sketch;
    sketch.words(100, 100, "Civil society");
    std::get<TextBlock>(sketch.frame.elements.back().what).box.height -= 12;
    CHECK(sketch.has_only(FaultKind::overflow));
}

TEST_CASE("layout check: a word wider than its line is found") {
    Sketch sketch;
    TextSpec spec;
    spec.text = "Donaudampfschifffahrtsgesellschaft";
    spec.style.size = 40;
    spec.width = 200;
    sketch.words(100, 100, spec);
    const auto faults = sketch.faults();
    CHECK(std::any_of(faults.begin(), faults.end(),
                      [](const LintFault& fault) { return fault.kind == FaultKind::overflow; }));
}

TEST_CASE("layout check: an ellipsis is reported as shortened, not as too large") {
    Sketch sketch;
    TextSpec spec;
    spec.text = "One two three four five six seven eight nine ten eleven twelve";
    spec.style.size = 30;
    spec.width = 300;
    spec.max_lines = 1;
    sketch.words(100, 100, spec);
    CHECK(sketch.has_only(FaultKind::shortened));
}

TEST_CASE("layout check: words on words are found, unless a ground between them hides the lower ones") {
    Sketch sketch;
    const Rect box = sketch.words(100, 100, "Civil society");
    sketch.words(110, 105, "Conference");
    CHECK(sketch.has_only(FaultKind::overlap));

    Sketch covered;
    covered.words(100, 100, "Civil society");
    covered.add(Fill{{box.x - 5, box.y - 5, box.width + 40, box.height + 20}, white, 0, 0, {}});
    covered.words(110, 105, "Conference");
    CHECK(covered.faults().empty());
}

TEST_CASE("layout check: words on a code, on a photo or on line art are found") {
    Sketch code;
    code.code(600, 400, 5);
    code.words(620, 420, "Words");
    CHECK(code.has_only(FaultKind::covered));

    Sketch photo;
    photo.add(PhotoElement{{100, 100, 600, 400}, std::string(64, 'a'), 0.5F, 0.5F, 0});
    photo.words(200, 200, "Words");
    CHECK(photo.has_only(FaultKind::covered));

    Stroke line;
    line.points = {{50, 118}, {900, 118}};
    line.width = 20;
    line.colour = {220, 230, 240, 255};
    line.is_art = true;
    Sketch art;
    art.add(line);
    art.words(100, 100, "Words");
    CHECK(art.has_only(FaultKind::covered));
    line.clip = {500, 0, 400, 1080};
    Sketch clipped;
    clipped.add(line);
    clipped.words(100, 100, "Words");
    CHECK(clipped.faults().empty());
}

TEST_CASE("layout check: pale words are found; large ones may be paler") {
    const Colour grey{140, 140, 140, 255};  // 3.36 to 1 on white
    Sketch small;
    small.words(100, 100, "Words", 30, grey);
    CHECK(small.has_only(FaultKind::contrast));
    CHECK(lint_contrast(small.frame).size() == 1);
    Sketch large;
    large.words(100, 100, "Words", 4.2F * unit, grey);
    CHECK(large.faults().empty());
    Sketch half_clear;
    half_clear.words(100, 100, "Words", 30, {0, 0, 0, 60});
    CHECK(half_clear.has_only(FaultKind::contrast));
}

TEST_CASE("layout check: text under the floor size is found") {
    Sketch sketch;
    sketch.words(100, 100, "Words", default_tokens().type.floor * unit * 0.9F);
    CHECK(sketch.has_only(FaultKind::small_text));
}

TEST_CASE("layout check: characters that no font has are found") {
    Sketch sketch;
    sketch.words(100, 100, "Words \U000F1234");
    CHECK(sketch.has_only(FaultKind::missing_glyphs));
}

TEST_CASE("layout check: targets under 7u are found, and with a known screen those under 20 mm") {
    Sketch low;
    low.target({100, 100, 300, 7 * unit - 3});
    CHECK(low.has_only(FaultKind::small_target));

    // 7u are 20.9 mm on a 24 inch screen (100 u are 298.9 mm), but a target 60 px wide is 16.6 mm there.
    Sketch narrow;
    narrow.target({100, 100, 60, 80});
    CHECK(narrow.faults().empty());
    LintRules rules;
    rules.diagonal_inches = 24;
    CHECK(narrow.has_only(FaultKind::small_target, rules));
    rules.diagonal_inches = 55;  // 38 mm
    CHECK(narrow.faults(rules).empty());
}

TEST_CASE("layout check: targets of one layer on one another are found, those of two layers are not") {
    Sketch sketch;
    sketch.target({100, 100, 300, 80});
    sketch.target({350, 120, 300, 80});
    CHECK(sketch.has_only(FaultKind::target_overlap));
    sketch.frame.targets.back().layer = 1;
    CHECK(sketch.faults().empty());
}

TEST_CASE("layout check: a target that leaves the picture is found") {
    Sketch sketch;
    sketch.target({1800, 100, 300, 80});
    CHECK(sketch.has_only(FaultKind::target_outside));
}

TEST_CASE("layout check: a code with small modules, without white around or partly outside is found") {
    Sketch small;
    small.code(600, 400, 3);
    CHECK(small.has_only(FaultKind::code));
    Sketch dark;
    dark.add(Fill{{600, 400, 400, 400}, ink, 0, 0, {}});
    dark.code(650, 450, 5);
    CHECK(dark.has_only(FaultKind::code));
    Sketch outside;
    outside.code(1850, 400, 5);
    CHECK(outside.has_only(FaultKind::code));
}

TEST_CASE("layout check: every kind of fault has a name of its own") {
    std::vector<std::string> names;
    for (int kind = 0; kind <= static_cast<int>(FaultKind::code); ++kind) {
        names.emplace_back(name(static_cast<FaultKind>(kind)));
        CHECK_FALSE(names.back().empty());
    }
    std::sort(names.begin(), names.end());
    CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
}

TEST_CASE("text factor: grows on small screens as SCENES.md 1.2 says, is 1 on large ones and on unknown ones") {
    const Size size{1920, 1080};
    Screen screen;
    CHECK(text_factor(screen, size) == 1.0F);
    struct Known {
        double diagonal;
        double factor;
    };
    for (const Known& known : {Known{24, 1.69}, Known{27, 1.50}, Known{32, 1.27}, Known{43, 1.0}, Known{55, 1.0}}) {
        screen.diagonal_inches = known.diagonal;
        CHECK(double{text_factor(screen, size)} == doctest::Approx(known.factor).epsilon(0.01));
    }
    CHECK(text_factor(screen, {1080, 1920}) == text_factor(screen, size));
}

TEST_CASE(
    "layout check: a word that goes on in the next line is found, in each alphabet; a hyphen or space is a place to "
    "break") {
    const auto broken = [](const std::string& text, content::Language language, float width) {
        Sketch sketch;
        TextSpec spec;
        spec.text = text;
        spec.language = language;
        spec.style.size = 40;
        spec.width = width;
        spec.max_lines = 2;
        sketch.words(100, 300, std::move(spec));
        return sketch.finds(FaultKind::word_broken);
    };
    CHECK(broken("Accesibilidad", content::Language::es, 200));
    CHECK(broken("Киберпреступность", content::Language::ru, 280));
    CHECK(broken("Barrierefreiheit", content::Language::de, 200));
    CHECK_FALSE(broken("Accesibilidad", content::Language::es, 400));
    CHECK_FALSE(broken("self-paced course", content::Language::en, 220));
    CHECK_FALSE(broken("民间社会参与落实毒品政策承诺", content::Language::zh, 300));
}

TEST_CASE("layout check: a date, time, room or address that is cut is found, other words may be cut") {
    const auto cut = [](bool is_fact) {
        Sketch sketch;
        TextSpec spec;
        spec.text = "4 شباط/فبراير 2024";
        spec.language = content::Language::ar;
        spec.style.size = 40;
        spec.width = 200;
        spec.max_lines = 1;
        spec.is_fact = is_fact;
        sketch.words(100, 300, std::move(spec));
        return sketch.finds(FaultKind::fact_cut);
    };
    CHECK(cut(true));
    CHECK_FALSE(cut(false));
    Sketch address;
    address.words(100, 300, "unodc.org/…/cst.html");
    CHECK(address.finds(FaultKind::fact_cut));
    Sketch whole;
    whole.words(100, 300, "unodc.org/unodc/cst.html");
    whole.words(100, 500, "And so on…");
    CHECK_FALSE(whole.finds(FaultKind::fact_cut));
}

TEST_CASE("layout check: a panel with nothing in it, or in most of its height, is found") {
    const Colour navy{10, 40, 64, 255};
    const Rect panel{1100, 100, 700, 800};
    Sketch empty;
    empty.add(Fill{panel, navy, 0, 0, {}});
    CHECK(empty.finds(FaultKind::empty_panel));
    Sketch edged;
    edged.add(Fill{panel, Colour{0, 0, 0, 0}, 0, 4, ink});
    CHECK(edged.finds(FaultKind::empty_panel));
    Sketch low;
    low.add(Fill{panel, navy, 0, 0, {}});
    low.words(1200, 820, "At its foot alone", 40, white);
    CHECK(low.finds(FaultKind::empty_panel));
    Sketch full;
    full.add(Fill{panel, navy, 0, 0, {}});
    for (int line = 0; line < 4; ++line)
        full.words(1200, 150.0F + 180.0F * static_cast<float>(line), "A line of it", 40, white);
    CHECK_FALSE(full.finds(FaultKind::empty_panel));
    Sketch picture;
    picture.add(Fill{panel, navy, 0, 0, {}});
    picture.add(PhotoElement{panel, "a", 0.5F, 0.5F, 0});
    CHECK_FALSE(picture.finds(FaultKind::empty_panel));
}

TEST_CASE("layout check: something to touch that lies half under a band is found, but not what a sheet covers") {
    const auto covered = [](int layer, const Rect& band) {
        Sketch sketch;
        sketch.target({100, 700, 800, 100});
        sketch.add(Fill{band, ink, 0, 0, {}});
        sketch.target(band, layer);
        return sketch.finds(FaultKind::control_covered);
    };
    CHECK(covered(1, {0, 760, 1920, 160}));
    CHECK_FALSE(covered(1, {0, 820, 1920, 160}));
    CHECK_FALSE(covered(overlay_layer, {0, 760, 1920, 160}));
}
