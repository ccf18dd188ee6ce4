#pragma once

#include <filesystem>

#include "content/base/descriptor.h"

namespace hub {

/// Wakes its owner when something happens to the files of one folder, by inotify(7). It only says that it is worth
/// looking; a folder that is not there yet, or was replaced, is watched from the next rearm() on.
class FolderWatch {
public:
    explicit FolderWatch(std::filesystem::path folder);

    /// Readable when a file was put there, replaced or written; -1 where the kernel gives none.
    [[nodiscard]] int descriptor() const { return events_.value(); }
    /// Forgets what woke the owner, and finds the folder again where it was lost. Call it about once a second, too.
    void rearm();

private:
    std::filesystem::path folder_;
    content::Descriptor events_;
    int watch_ = -1;
};

}  // namespace hub
