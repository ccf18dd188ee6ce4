#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "content/base/finding.h"
#include "content/base/result.h"
#include "content/import/write/merge.h"
#include "content/items/items.h"
#include "content/pack/source_tree.h"
#include "content/tool/kiosk_pack_exits.h"
#include "content/tool/kiosk_pack_import_state.h"

/// What each step of `kiosk-pack import` returns.
namespace content::importing {

/// A picture's description in a newsletter, which becomes the alternative text of a photo for the same story.
struct PictureWords {
    std::string alternative;
    std::string credit;
};
using PictureWordsByStory = std::map<std::string, PictureWords>;

/// What became of one source: a row of the table that people read.
struct SourceReport {
    std::string source;
    std::string kind = {};     ///< "calendar"; empty when it could not be read
    std::size_t found = 0;     ///< items the source has
    std::size_t included = 0;  ///< of them
    std::size_t warnings = 0;
    std::string remark = {};  ///< may be empty
};

/// A photo that the pack did not have.
struct NewPhoto {
    std::string file;  ///< its name in media/
    MediaFile media;
    std::filesystem::path staged;  ///< where its bytes lie until they are moved; empty when nothing is written
};

/// What one source adds to a run.
struct Outcome {
    std::optional<SourceReport> report = {};  ///< nothing where a finding says enough
    int exit_code = exit_ok;
    std::vector<Finding> findings = {};
    std::vector<ItemChange> changes = {};
    Pack understood = {};                           ///< the source's items
    std::optional<Pack> pack = {};                  ///< with them, when they change it
    std::map<std::string, std::string> files = {};  ///< to be written, by path; empty bytes: the file goes
    std::optional<NewState> state = {};
    std::optional<PictureWordsByStory> pictures = {};
    std::optional<NewPhoto> photo = {};
};

/// An outcome that holds nothing but a failure.
[[nodiscard]] inline Outcome failed(const std::string& source, const Error& error, int exit_code) {
    Outcome outcome{{}, exit_code};
    outcome.findings.push_back({Severity::error, source, 0, error.message});
    return outcome;
}

/// The result of a run, when all sources have been read.
struct Summary {
    Pack understood = {};  ///< of all sources
    std::vector<Finding> findings = {};
    std::vector<ItemChange> changes = {};
    std::vector<SourceReport> reports = {};
};

}  // namespace content::importing
