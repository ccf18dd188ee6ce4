/// Scenes without a known time through the layout check, in the loop and while somebody browses: languages, sizes, text
/// sizes and reach. Only those that say something else than with one.
#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/scenes/build_frame.h"
#include "tests/kiosk/scenes/layout_faults.h"
#include "tests/support/long_names.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using content::Language;
using kiosk::Scene;

namespace {

constexpr std::array<kiosk::Size, 4> sizes = {kiosk::Size{1280, 720}, kiosk::Size{1920, 1080}, kiosk::Size{3840, 2160},
                                              kiosk::Size{1080, 1920}};

/// The sample edition, whose calls and notices have the longest names.
content::Snapshot long_snapshot() {
    content::Snapshot snapshot = sample::with_events(12);
    const auto names = long_names::bodies();
    std::size_t turn = 0;
    const auto lengthen = [&](auto& texts) {
        const auto& name = names[turn++ % names.size()];
        for (auto& [language, text] : texts) {
            if (name.contains(language)) text.headline = name.at(language);
        }
    };
    for (content::Call& call : snapshot.pack.calls)
        lengthen(call.texts);
    for (content::Notice& notice : snapshot.pack.notices)
        lengthen(notice.texts);
    return snapshot;
}

class Matrix {
public:
    explicit Matrix(content::Snapshot snapshot) : snapshot_(std::move(snapshot)) {}

    void run(const std::string& name, bool browsing) {
        const auto scene = kiosk::parse_scene(name);
        REQUIRE_MESSAGE(scene, name);
        for (const Language language : content::all_languages) {
            for (const kiosk::Size size : sizes) {
                for (const float scale : {1.0F, 1.3F, 1.6F}) {
                    kiosk::View view;
                    view.size = size;
                    view.language = language;
                    view.text_scale = scale;
                    view.now = sample::now();
                    view.clock_trusted = false;
                    check(*scene, view, browsing, kiosk::Reach::standard);
                    view.theme = kiosk::ThemeName::high_contrast;
                    check(*scene, view, browsing, kiosk::Reach::low);
                }
            }
        }
        CHECK(faults_ == 0);
    }

private:
    void check(const Scene& scene, kiosk::View view, bool browsing, kiosk::Reach reach) {
        if (browsing) {
            kiosk::Browsing& visit = view.browsing.emplace();
            visit.preferences.language = view.language;
            visit.preferences.text_scale = view.text_scale;
            visit.preferences.reach = reach;
            visit.can_go_back = true;
        }
        const kiosk::Resources resources = sample::resources();
        const kiosk::Frame frame = kiosk::build_frame(scene, snapshot_, screen_, view, resources);
        for (const kiosk::LintFault& fault : layout::faults_of(frame, view, resources)) {
            if (++faults_ > layout::max_told()) continue;
            MESSAGE(kiosk::to_string(scene)
                    << std::string(browsing ? " browsing " : " ") << content::code(view.language) << " "
                    << view.size.width << "x" << view.size.height << " x" << view.text_scale << ": " << fault.message);
        }
    }

    content::Snapshot snapshot_;
    kiosk::Screen screen_;
    int faults_ = 0;
};

}  // namespace

TEST_CASE("layout: without a known time clock, pairing and programme fit everywhere") {
    Matrix matrix(sample::snapshot());
    for (const char* name : {"clock", "pairing", "programme"})
        matrix.run(name, false);
    Matrix(long_snapshot()).run("programme", false);
}

TEST_CASE("layout: without a known time calls, notices and events fit everywhere") {
    const content::Pack pack = sample::pack();
    for (const auto& snapshot : {sample::snapshot(), long_snapshot()}) {
        Matrix matrix(snapshot);
        for (const content::Call& call : pack.calls)
            matrix.run("call:" + call.id, false);
        for (const content::Notice& notice : pack.notices)
            matrix.run("notice:" + notice.id, false);
    }
    Matrix matrix(sample::snapshot());
    for (const content::Event& event : pack.events)
        matrix.run("event:" + event.id, false);
}

TEST_CASE("layout: without a known time what somebody browses fits everywhere") {
    Matrix matrix(sample::snapshot());
    for (const char* name : {"home", "programme", "programme:2024-03-18", "links"})
        matrix.run(name, true);
    for (const content::Call& call : sample::pack().calls)
        matrix.run("call:" + call.id, true);
    Matrix(long_snapshot()).run("programme", true);
}
