#include "content/edit/file_changes.h"

namespace content::edit {

void apply(const FileChanges& changes, SourceTree& tree) {
    for (const auto& [path, bytes] : changes) {
        if (bytes.empty()) {
            tree.texts.erase(path);
        } else {
            tree.texts[path] = bytes;
        }
    }
}

}  // namespace content::edit
