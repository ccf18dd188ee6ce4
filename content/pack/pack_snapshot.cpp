#include "content/pack/pack_snapshot.h"

#include <map>
#include <string>

#include "content/base/files.h"
#include "content/pack/pack_reader.h"

namespace content {
namespace {

namespace fs = std::filesystem;

class FolderBlobs : public BlobStore {
public:
    FolderBlobs(const fs::path& folder, const Pack& pack) {
        for (const Story& story : pack.stories) {
            if (story.photo) paths_[story.photo->sha256] = folder / "media" / story.photo->file;
        }
    }

    [[nodiscard]] Result<std::string> read(const std::string& hash, std::size_t cap) const override {
        const auto found = paths_.find(hash);
        if (found == paths_.end()) return Error{Code::not_found, "no blob " + hash};
        return read_file_checked(found->second, hash, cap);
    }

private:
    std::map<std::string, fs::path> paths_;
};

}  // namespace

std::shared_ptr<const BlobStore> blobs_of_folder(const fs::path& folder, const Pack& pack) {
    return std::make_shared<FolderBlobs>(folder, pack);
}

Result<Snapshot> snapshot_of_pack(const fs::path& folder) {
    const auto tree = load_source_tree(folder);
    if (!tree) return tree.error();
    PackReadResult reading = read_pack(*tree);
    if (has_errors(reading.findings)) {
        Error error{Code::bad_input, folder.string() + " has errors:"};
        for (const Finding& finding : reading.findings) {
            if (finding.severity == Severity::error) error.message += "\n" + to_string(finding);
        }
        return error;
    }
    auto blobs = blobs_of_folder(folder, reading.pack);
    return Snapshot{0, std::move(reading.pack), std::move(blobs)};
}

}  // namespace content
