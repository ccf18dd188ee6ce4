#include "content/tool/kiosk_pack_import_photo.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "content/base/files.h"
#include "content/import/photo/photo_pool.h"

namespace content::importing {
namespace {

namespace fs = std::filesystem;

double in_thousandths(double value) {
    return std::round(value * 1000) / 1000;
}

Photo photo_of(const Story& story, const std::string& file, const PreparedPhoto& prepared, const Target& target,
               const Options& options, std::vector<Finding>& findings) {
    const bool is_same = story.photo && story.photo->file == file;
    Photo photo = is_same ? *story.photo : Photo{};
    photo.file = file;
    photo.sha256 = prepared.sha256;
    if (options.focus.size() == 2) {
        photo.focus_x = in_thousandths(options.focus[0]);
        photo.focus_y = in_thousandths(options.focus[1]);
    }
    photo.decorative = photo.decorative || options.decorative;
    const auto words = target.pictures.find(story.id);
    const Edition& edition = target.pack.edition;
    const Language language = choose_language(story.texts, edition.default_language, edition);
    if (!options.alternative.empty()) photo.alternative[language] = options.alternative;
    if (!options.credit.empty()) photo.credit = options.credit;
    const auto warn = [&](const char* message) {
        findings.push_back({Severity::warning, "story/" + story.id, 0, message});
    };
    if (words != target.pictures.end()) {
        if (photo.credit.empty()) photo.credit = words->second.credit;
        if (photo.alternative.empty() && !photo.decorative) {
            photo.alternative[language] = words->second.alternative;
            warn("guessed that the newsletter's description of its picture is this photo's; --alt says otherwise");
        }
    }
    if (photo.alternative.empty() && !photo.decorative) {
        warn(
            "the photo has no alternative text, so it says nothing to those who cannot see it; say --alt, or "
            "--decorative if it needs none");
    }
    return photo;
}

void show_in_story(const std::string& source, const std::string& file, const PreparedPhoto& prepared,
                   const Target& target, const Options& options, Outcome& outcome) {
    Pack pack = target.pack;
    const auto story = std::find_if(pack.stories.begin(), pack.stories.end(),
                                    [&](const Story& candidate) { return candidate.id == options.story; });
    if (story == pack.stories.end()) {
        constexpr std::size_t enough = 20;
        std::string known;
        for (std::size_t i = 0; i < std::min(pack.stories.size(), enough); ++i)
            known += (known.empty() ? "; its stories: " : ", ") + pack.stories[i].id;
        outcome.findings.push_back(
            {Severity::error, source, 0, fmt::format("the pack has no story \"{}\"{}", options.story, known)});
        outcome.exit_code = exit_refused;
        return;
    }
    Photo photo = photo_of(*story, file, prepared, target, options, outcome.findings);
    if (story->photo == photo) return;
    story->photo = std::move(photo);
    const std::string title = text_in(story->texts, pack.edition.default_language, pack.edition).headline;
    outcome.changes.push_back({ChangeKind::changed, "story/" + story->id, title, {"photo"}});
    outcome.pack = std::move(pack);
}

}  // namespace

Outcome take_photo(const std::string& source, const Result<PreparedPhoto>& photo, const Target& target,
                   const Options& options, const Staging* staging) {
    if (!photo) return failed(source, photo.error(), photo.error().code == Code::io ? exit_cannot : exit_refused);
    const std::string file = photo->file_name();
    const auto pixels = [](PictureSize size) { return fmt::format("{} x {}", size.width, size.height); };
    Outcome outcome;
    outcome.report = SourceReport{
        source, "photo", 1,
        1,      0,       fmt::format("{} -> media/{}, {}", pixels(photo->original), file, pixels(photo->size))};
    if (!target.tree.media.contains(file)) {
        NewPhoto added{file, {photo->sha256, photo->bytes.size()}, {}};
        if (staging != nullptr) {
            added.staged = staging->folder() / file;
            if (const Status written = write_file(added.staged, photo->bytes); !written)
                return failed(source, written.error(), exit_cannot);
        }
        outcome.photo = std::move(added);
        outcome.changes.push_back({ChangeKind::added, "photo/" + file, source, {}});
    }
    if (!options.story.empty()) show_in_story(source, file, *photo, target, options, outcome);
    return outcome;
}

void prepare_photos(const std::vector<fs::path>& files,
                    const std::function<void(const std::string& source, const Result<PreparedPhoto>& photo)>& take) {
    std::map<std::size_t, Result<PreparedPhoto>> waiting;
    std::size_t next = 0;
    import_photos(files, {}, 0, [&](std::size_t index, Result<PreparedPhoto> photo) {
        waiting.emplace(index, std::move(photo));
        for (auto first = waiting.begin(); first != waiting.end() && first->first == next; first = waiting.begin()) {
            take(files[next].string(), first->second);
            waiting.erase(first);
            ++next;
        }
    });
}

}  // namespace content::importing
