#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "content/import/common/import.h"
#include "content/import/common/merge.h"
#include "content/import/photo/photo.h"
#include "content/import/web/fetch.h"
#include "content/import/write/write_pack.h"
#include "content/pack/source_tree.h"

/// What the files of `kiosk-pack import` share.
namespace content::importing {

struct Options {
    std::vector<std::string> sources;
    std::string into;
    std::string as = "items";
    std::string zone = "UTC";
    std::string language = "en";
    std::string month;
    std::string story;
    std::string alternative;
    std::string credit;
    std::vector<double> focus;  ///< x, y; empty: not said
    bool decorative = false;
    bool dry_run = false;
    bool as_json = false;
    bool prune = false;
    bool allow_private = false;

    [[nodiscard]] bool as_drafts() const { return as == "drafts"; }
    [[nodiscard]] bool writes() const { return !dry_run && !into.empty(); }
};

/// A picture's description in a newsletter, which becomes the alternative text of a photo for the same story.
struct PictureWords {
    std::string alternative;
    std::string credit;
};

/// What became of one source: a row of the table that people read.
struct SourceReport {
    std::string source;
    std::string kind;          ///< "calendar"; empty when it could not be read
    std::size_t found = 0;     ///< items the source has
    std::size_t included = 0;  ///< of them
    std::size_t warnings = 0;
    std::string remark = {};  ///< or empty
};

/// All that one run reads, understands and changes.
struct Work {
    const Options& options;
    SourceTree tree = {};    ///< of the pack
    SourceTree drafts = {};  ///< of its drafts, as a pack of its own
    Pack pack = {};          ///< as it was, then as it becomes
    Pack published = {};     ///< with drafts: what is not touched
    Pack understood = {};    ///< of all sources
    ImportContext context = {};
    std::vector<Finding> findings = {};
    std::vector<ItemChange> changes = {};
    std::map<std::string, std::string> files = {};            ///< to be written
    std::map<std::string, std::filesystem::path> moved = {};  ///< photos, written already where they can be moved from
    std::unique_ptr<Staging> staging = {};                    ///< null: nothing is written
    std::map<std::string, PictureWords> pictures = {};        ///< by story; of all imports so far
    std::size_t photos = 0;
    bool has_new_photo = false;
    std::vector<SourceReport> reports = {};
    Etags etags = {};
};

/// Photos are decoded on all cores; each lands in media/, the only one in its story with Options::story. Exit code.
[[nodiscard]] int take_photos(const std::vector<std::filesystem::path>& files, Work& work);
[[nodiscard]] int take_photo(const std::string& source, const Result<PreparedPhoto>& photo, Work& work);

/// What newsletters said of pictures, kept in the pack's .import/ from one run to the next.
void read_picture_words(Work& work);
void keep_picture_words(const std::vector<ImportPicture>& pictures, Work& work);

void print_result(const Work& work);

}  // namespace content::importing
