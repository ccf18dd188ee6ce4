#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "content/base/canonical_json.h"
#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/import/common/cleanup.h"
#include "content/tool/kiosk_pack_exits.h"
#include "content/tool/kiosk_pack_import_work.h"

namespace content::importing {
namespace {

namespace fs = std::filesystem;

constexpr const char* words_file = ".import/pictures.json";
constexpr std::size_t alternative_characters = 1000;  ///< PACK.md, a one-line text

double in_thousandths(double value) {
    return std::round(value * 1000) / 1000;
}

Photo photo_of(const Story& story, const std::string& file, const PreparedPhoto& prepared, Work& work) {
    const Options& options = work.options;
    const bool is_same = story.photo && story.photo->file == file;
    Photo photo = is_same ? *story.photo : Photo{};
    photo.file = file;
    photo.sha256 = prepared.sha256;
    if (options.focus.size() == 2) {
        photo.focus_x = in_thousandths(options.focus[0]);
        photo.focus_y = in_thousandths(options.focus[1]);
    }
    photo.decorative = photo.decorative || options.decorative;
    const auto words = work.pictures.find(story.id);
    const Language language = choose_language(story.texts, work.pack.edition.default_language, work.pack.edition);
    if (!options.alternative.empty()) photo.alternative[language] = options.alternative;
    if (!options.credit.empty()) photo.credit = options.credit;
    if (words != work.pictures.end()) {
        if (photo.credit.empty()) photo.credit = words->second.credit;
        if (photo.alternative.empty() && !photo.decorative) {
            photo.alternative[language] = words->second.alternative;
            work.findings.push_back({Severity::warning, "story/" + story.id, 0,
                                     "guessed that the newsletter's description of its picture is this photo's; --alt "
                                     "says otherwise"});
        }
    }
    if (photo.alternative.empty() && !photo.decorative) {
        work.findings.push_back({Severity::warning, "story/" + story.id, 0,
                                 "the photo has no alternative text, so it says nothing to those who cannot see it; "
                                 "say --alt, or --decorative if it needs none"});
    }
    return photo;
}

int show_in_story(const std::string& source, const std::string& file, const PreparedPhoto& prepared, Work& work) {
    auto& stories = work.pack.stories;
    const auto story = std::find_if(stories.begin(), stories.end(),
                                    [&](const Story& candidate) { return candidate.id == work.options.story; });
    if (story == stories.end()) {
        constexpr std::size_t enough = 20;
        std::string known;
        for (std::size_t i = 0; i < std::min(stories.size(), enough); ++i)
            known += (known.empty() ? "; its stories: " : ", ") + stories[i].id;
        work.findings.push_back(
            {Severity::error, source, 0, "the pack has no story \"" + work.options.story + "\"" + known});
        return exit_refused;
    }
    Photo photo = photo_of(*story, file, prepared, work);
    if (story->photo == photo) return exit_ok;
    story->photo = std::move(photo);
    const std::string title = text_in(story->texts, work.pack.edition.default_language, work.pack.edition).headline;
    work.changes.push_back({ChangeKind::changed, "story/" + story->id, title, {"photo"}});
    return exit_ok;
}

/// The photo's bytes leave memory here: three hundred photos do not fit into it.
Status put_aside(const std::string& path, const std::string& bytes, Work& work) {
    const fs::path file = work.staging->folder() / fs::path(path).filename();
    if (Status written = write_file(file, bytes); !written) return written;
    work.moved[path] = file;
    return {};
}

}  // namespace

int take_photo(const std::string& source, const Result<PreparedPhoto>& photo, Work& work) {
    const auto fail = [&](const Error& error, int code) {
        work.findings.push_back({Severity::error, source, 0, error.message});
        return code;
    };
    if (!photo) return fail(photo.error(), photo.error().code == Code::io ? exit_cannot : exit_refused);
    if (++work.photos > 1 && !work.options.story.empty())
        return fail(Error{Code::bad_input, "a story shows one photo; --story takes one"}, exit_refused);
    const std::string file = photo->file_name();
    const std::string path = "media/" + file;
    const auto pixels = [](PictureSize size) { return fmt::format("{} x {}", size.width, size.height); };
    work.reports.push_back(
        {source, "photo", 1, 1, 0, fmt::format("{} -> {}, {}", pixels(photo->original), path, pixels(photo->size))});
    if (!work.tree.media.contains(file)) {
        const MediaFile media{photo->sha256, photo->bytes.size()};
        work.tree.media[file] = media;
        work.drafts.media[file] = media;
        if (work.options.writes()) {
            if (const Status written = put_aside(path, photo->bytes, work); !written)
                return fail(written.error(), exit_cannot);
        }
        work.has_new_photo = true;
        work.changes.push_back({ChangeKind::added, "photo/" + file, source, {}});
    }
    return work.options.story.empty() ? exit_ok : show_in_story(source, file, *photo, work);
}

int take_photos(const std::vector<fs::path>& files, Work& work) {
    // In the order in which they were named, whichever is done first: messages do not depend on the machine.
    std::map<std::size_t, Result<PreparedPhoto>> waiting;
    std::size_t next = 0;
    int worst = exit_ok;
    import_photos(files, {}, 0, [&](std::size_t index, Result<PreparedPhoto> photo) {
        waiting.emplace(index, std::move(photo));
        for (auto first = waiting.begin(); first != waiting.end() && first->first == next; first = waiting.begin()) {
            if (const int code = take_photo(files[next].string(), first->second, work); code != exit_ok) worst = code;
            waiting.erase(first);
            ++next;
        }
    });
    return worst;
}

void read_picture_words(Work& work) {
    const auto bytes = read_file(fs::path(work.options.into) / words_file, limits::bundle);
    if (!bytes) return;
    const auto json = parse_strict_json(*bytes, words_file);
    if (!json || json->object() == nullptr) {
        work.findings.push_back({Severity::warning, words_file, 0, "not what an import writes; it is not used"});
        return;
    }
    for (const auto& [story, value] : *json->object()) {
        work.pictures[story] = {value.text_at("alternative"), value.text_at("credit")};
    }
}

void keep_picture_words(const std::vector<ImportPicture>& pictures, Work& work) {
    std::map<std::string, PictureWords> found;
    for (const ImportPicture& picture : pictures) {
        if (picture.story.empty() || picture.alternative.empty()) continue;
        found.emplace(picture.story,
                      PictureWords{shorten(picture.alternative, alternative_characters), picture.credit});
    }
    if (found.empty()) return;
    for (auto& [story, words] : found)
        work.pictures[story] = std::move(words);
    JsonValue::Object json;
    for (const auto& [story, words] : work.pictures) {
        json[story] =
            JsonValue::Object{{"alternative", JsonValue(words.alternative)}, {"credit", JsonValue(words.credit)}};
    }
    std::string bytes = to_canonical_json(JsonValue(std::move(json))) + "\n";
    const auto before = read_file(fs::path(work.options.into) / words_file, limits::bundle);
    if (!before || *before != bytes) work.files[words_file] = std::move(bytes);
}

}  // namespace content::importing
