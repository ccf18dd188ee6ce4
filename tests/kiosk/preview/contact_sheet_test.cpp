/// Contact sheets of a pack: how many files of which size, and what is marked on them.
#include "kiosk/preview/contact_sheet.h"
#include "kiosk/check/pack_layout.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <algorithm>
#include <memory>

#include "content/base/files.h"
#include "kiosk/paint/image.h"
#include "tests/support/jpeg.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"
#include "tests/support/temporary_folder.h"

using content::Language;

namespace {

std::string bytes_of(const std::string& path) {
    return content::read_file(path, 10'000'000).value();
}

content::Snapshot in_english() {
    content::Snapshot snapshot = sample::snapshot();
    snapshot.pack.edition.languages = {Language::en};
    snapshot.pack.events.clear();
    snapshot.pack.links.clear();
    snapshot.pack.notices.clear();
    snapshot.pack.calls.clear();
    snapshot.pack.stories.resize(3);
    return snapshot;
}

constexpr kiosk::SheetLimits few{.checked = 3, .shown = 7, .a_page = 5};

}  // namespace

TEST_CASE("preview: the sheets of a pack are files of bounded size, numbered from the second on") {
    const TemporaryFolder folder;
    const std::string first = (folder.path() / "sheet.png").string();
    const auto report = kiosk::write_contact_sheets(in_english(), sample::resources(), sample::now(), first, few);
    REQUIRE(report);
    const std::string second = (folder.path() / "sheet-2.png").string();
    CHECK(report->files == std::vector<std::string>{first, second});
    CHECK(report->left_out == 0);
    for (const std::string& file : report->files) {
        const auto header = kiosk::read_picture_header(bytes_of(file));
        REQUIRE(header);
        CHECK(header->stored.width <= 2400);
        CHECK(header->stored.height <= 5 * 800);
    }
}

TEST_CASE("preview: of a pack of 500 stories only some are checked and painted, and the others are counted") {
    const TemporaryFolder folder;
    content::Snapshot snapshot = in_english();
    const content::Story model = snapshot.pack.stories.front();
    snapshot.pack.stories.clear();
    for (int i = 0; i < 500; ++i) {
        snapshot.pack.stories.push_back(model);
        snapshot.pack.stories.back().id = "story-" + std::to_string(i);
    }
    const auto report = kiosk::write_contact_sheets(snapshot, sample::resources(), sample::now(),
                                                    (folder.path() / "sheet.png").string(), few);
    REQUIRE(report);
    CHECK(report->files.size() == 2);
    CHECK(report->left_out == 500 + 4 - few.shown);
}

TEST_CASE("preview: what the layout check finds is in the report by scene, language and size, and red on the sheet") {
    const TemporaryFolder folder;
    content::Snapshot snapshot = in_english();
    snapshot.pack.stories.resize(1);
    snapshot.pack.stories.front().texts[Language::en].headline = std::string(90, 'W') + " and more";
    const std::string file = (folder.path() / "sheet.png").string();
    const auto report = kiosk::write_contact_sheets(snapshot, sample::resources(), sample::now(), file, few);
    REQUIRE(report);
    const std::string scene = "highlight:" + snapshot.pack.stories.front().id;
    CHECK(std::ranges::any_of(report->findings, [&](const content::Finding& finding) {
        return finding.file == scene && finding.message.find("in en at 1280x720") != std::string::npos;
    }));
    const auto header = kiosk::read_picture_header(bytes_of(file));
    REQUIRE(header);
    const auto pixels =
        kiosk::decode_picture(bytes_of(file), {{header->stored.width, header->stored.height}, 0.5F, 0.5F});
    REQUIRE(pixels);
    CHECK(std::ranges::count(pixels->argb, 0xFFC81010U) > 200);
}

TEST_CASE("preview: a headline that is shortened on its slide is said once, by the check of the pack") {
    const TemporaryFolder folder;
    content::Snapshot snapshot = in_english();
    snapshot.pack.stories.resize(1);
    content::Story& story = snapshot.pack.stories.front();
    for (int i = 0; i < 40; ++i)
        story.texts[Language::en].headline += " and one more part of it";
    const auto report = kiosk::write_contact_sheets(snapshot, sample::resources(), sample::now(),
                                                    (folder.path() / "sheet.png").string(), few);
    REQUIRE(report);
    const auto is_short = [](const std::string& file) {
        return [file](const content::Finding& finding) {
            return finding.file == file && finding.message.find("shortened") != std::string::npos;
        };
    };
    CHECK(std::ranges::none_of(report->findings, is_short("highlight:" + story.id)));
    // In the list of stories it is shortened too, which is another fact.
    CHECK(std::ranges::any_of(report->findings, is_short("stories (browsing)")));
    CHECK(std::ranges::any_of(kiosk::check_pack_layout(snapshot.pack, sample::resources()),
                              is_short("story " + story.id)));
}

TEST_CASE("preview: a finding says whether its scene is that of the loop or of somebody who browses") {
    const TemporaryFolder folder;
    content::Snapshot snapshot = in_english();
    snapshot.pack.stories.clear();
    snapshot.pack.links = {sample::snapshot().pack.links.front()};
    snapshot.pack.links.front().texts[Language::en].label = std::string(90, 'W');
    const auto report = kiosk::write_contact_sheets(snapshot, sample::resources(), sample::now(),
                                                    (folder.path() / "sheet.png").string(), few);
    REQUIRE(report);
    const auto& findings = report->findings;
    for (const std::string scene : {"links", "links (browsing)"})
        CHECK(std::ranges::find(findings, scene, &content::Finding::file) != findings.end());
    for (const content::Finding& finding : findings)
        CHECK(std::ranges::count(findings, finding) == 1);
}

TEST_CASE("preview: each photo is decoded in a process of its own") {
    class OnePhoto final : public content::BlobStore {
        [[nodiscard]] content::Result<std::string> read(const std::string& /*sha256*/,
                                                        std::size_t /*cap*/) const override {
            return support::jpeg_of(kiosk::make_pixels({64, 48}));
        }
    };
    const auto faults_of_children = [] {
        rusage usage{};
        getrusage(RUSAGE_CHILDREN, &usage);
        return usage.ru_minflt;
    };
    const TemporaryFolder folder;
    content::Snapshot snapshot = in_english();
    std::erase_if(snapshot.pack.stories, [](const content::Story& story) { return !story.photo; });
    REQUIRE_FALSE(snapshot.pack.stories.empty());
    snapshot.blobs = std::make_shared<OnePhoto>();
    const auto before = faults_of_children();
    REQUIRE(kiosk::write_contact_sheets(snapshot, sample::resources(), sample::now(),
                                        (folder.path() / "sheet.png").string(), few));
    CHECK(faults_of_children() > before);
}

TEST_CASE("preview: a file that cannot be written is an error") {
    CHECK_FALSE(kiosk::write_contact_sheets(in_english(), sample::resources(), sample::now(),
                                            "/nowhere/at/all/sheet.png", {.checked = 1, .shown = 1, .a_page = 1}));
}
