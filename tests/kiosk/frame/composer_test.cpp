#include "kiosk/frame/composer.h"

#include <doctest/doctest.h>

#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using namespace kiosk;
using content::Language;

namespace {

struct Stage {
    View view;
    Screen screen;
    content::Snapshot snapshot = sample::snapshot();
    Resources resources = sample::resources();

    Composer composer(Language language = Language::en) const { return {view, screen, snapshot, resources, language}; }
};

QrMatrix matrix_of(int modules) {
    return {modules, std::vector<bool>(static_cast<std::size_t>(modules * modules), true), "payload"};
}

template <class T>
const T& element(const Frame& frame, std::size_t index) {
    return std::get<T>(frame.elements.at(index).what);
}

}  // namespace

TEST_CASE("composer: sizes follow the short side, so that both orientations share one scale") {
    Stage stage;
    stage.view.size = {1920, 1080};
    const float landscape = stage.composer().type(3);
    stage.view.size = {1080, 1920};
    CHECK(stage.composer().type(3) == landscape);
    CHECK(landscape == doctest::Approx(32.4));
}

TEST_CASE("composer: nothing is set under the floor, which is higher for dense scripts on small panels") {
    Stage stage;
    stage.view.size = {1280, 720};
    CHECK(stage.composer(Language::fr).type(1) == doctest::Approx(1.95 * 7.2));
    CHECK(stage.composer(Language::ar).type(1) == doctest::Approx(2.3 * 7.2));
    CHECK(stage.composer(Language::zh).type(2) == doctest::Approx(2.3 * 7.2));
}

TEST_CASE("text factor: small panels enlarge their type, large and unknown ones do not") {
    Screen screen;
    CHECK(text_factor(screen, {1920, 1080}) == 1);
    screen.diagonal_inches = 55;
    CHECK(text_factor(screen, {1920, 1080}) == 1);
    screen.diagonal_inches = 32;
    CHECK(text_factor(screen, {1920, 1080}) == doctest::Approx(1.27).epsilon(0.01));
    CHECK(text_factor(screen, {1080, 1920}) == doctest::Approx(1.27).epsilon(0.01));
    screen.diagonal_inches = 10;
    CHECK(text_factor(screen, {1920, 1080}) == doctest::Approx(1.7));
}

TEST_CASE("composer: an Arabic frame is the mirror image, its codes keep their shape") {
    Stage stage;
    const auto compose = [&stage](Language language) {
        Composer composer = stage.composer(language);
        composer.fill({100, 10, 300, 50}, composer.palette().ink);
        Stroke stroke;
        stroke.points = {{100, 10}, {200, 30}};
        composer.stroke(stroke);
        REQUIRE(composer.qr({100, 100, 290, 290}, matrix_of(21), 0));
        composer.target({100, 10, 300, 50}, Action::open_home, "", "home");
        return composer.finish();
    };
    const Frame plain = compose(Language::en);
    const Frame mirrored = compose(Language::ar);
    CHECK(element<Fill>(mirrored, 0).rect == Rect{1520, 10, 300, 50});
    CHECK(element<Stroke>(mirrored, 1).points == std::vector<Point>{{1820, 10}, {1720, 30}});
    CHECK(mirrored.targets.at(0).rect == Rect{1520, 10, 300, 50});
    const QrCode& code = element<QrCode>(plain, 3);
    const QrCode& mirrored_code = element<QrCode>(mirrored, 3);
    CHECK(mirrored_code.x == 1920 - code.x - code.module * code.modules);
    CHECK(mirrored_code.dark == code.dark);
}

TEST_CASE("composer: what is physical moves to the other side without being turned round") {
    Stage stage;
    Composer composer = stage.composer(Language::ar);
    composer.begin_physical({100, 0, 50, 50});
    composer.polygon({{100, 0}, {150, 25}, {100, 50}}, composer.palette().ink);
    composer.end_physical();
    const Frame frame = composer.finish();
    CHECK(element<Polygon>(frame, 0).points == std::vector<Point>{{1770, 0}, {1820, 25}, {1770, 50}});
}

TEST_CASE("composer: a code has whole pixels per module and its quiet zone, or is not drawn") {
    Stage stage;
    Composer composer = stage.composer();
    CHECK_FALSE(composer.qr({0, 0, 4 * 41 - 1, 4 * 41 - 1}, matrix_of(33), 0));
    REQUIRE(composer.qr({10.4F, 20.6F, 250, 250}, matrix_of(33), 0));
    const Frame frame = composer.finish();
    REQUIRE(frame.elements.size() == 2);
    const QrCode& code = element<QrCode>(frame, 1);
    CHECK(code.module == 6);
    const Rect& plate = element<Fill>(frame, 0).rect;
    CHECK(static_cast<float>(code.x) - plate.x >= 4.0F * 6 - 1);
    CHECK(element<Fill>(frame, 0).colour == Colour{255, 255, 255});
}

TEST_CASE("composer: high contrast has no serif, no photo and no line art, and edges in white") {
    Stage stage;
    stage.view.theme = ThemeName::high_contrast;
    Composer composer = stage.composer();
    CHECK(composer.spec("x", 6.4F, 700, Typeface::head, Leading::head).style.typeface == Typeface::ui);
    composer.photo({0, 0, 100, 100}, content::Photo{});
    Stroke art;
    art.points = {{0, 0}, {1, 1}};
    art.is_art = true;
    composer.stroke(art);
    composer.fill({0, 0, 100, 100}, composer.palette().card);
    const Frame frame = composer.finish();
    REQUIRE(frame.elements.size() == 1);
    CHECK(element<Fill>(frame, 0).border == doctest::Approx(0.4 * 10.8));
}

TEST_CASE("composer: larger text is set in sans, and the earliest change that lies ahead counts") {
    Stage stage;
    stage.view.text_scale = 1.3F;
    stage.view.now = sample::now();
    Composer composer = stage.composer();
    CHECK(composer.spec("x", 6.4F, 700, Typeface::head).style.typeface == Typeface::ui);
    composer.changes_at(sample::now());
    composer.changes_at(sample::now() + std::chrono::seconds(90));
    composer.changes_at(sample::now() + std::chrono::seconds(30));
    CHECK(composer.finish().next_change == sample::now() + std::chrono::seconds(30));
}
