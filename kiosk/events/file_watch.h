#pragma once

#include <filesystem>
#include <functional>
#include <thread>
#include <vector>

namespace kiosk {

/// Tells when something happens in folders, without asking again and again: one thread is blocked in poll on inotify
/// (the kernel's only other way is a signal). Hearing nothing is normal. A folder that does not exist yet is not
/// watched.
class FileWatch {
public:
    /// `changed` is called on the watching thread, at most every 200 ms.
    FileWatch(const std::vector<std::filesystem::path>& folders, std::function<void()> changed);
    ~FileWatch();
    FileWatch(const FileWatch&) = delete;
    FileWatch& operator=(const FileWatch&) = delete;

private:
    void watch_until_stopped() const;

    std::function<void()> changed_;
    int inotify_ = -1;
    int stop_ = -1;
    std::thread thread_;
};

}  // namespace kiosk
