#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "content/items/snapshot.h"
#include "kiosk/frame/frame.h"
#include "kiosk/paint/image.h"

namespace kiosk {

/// Photos in the sizes the scenes need. Decoding runs on one thread of its own, because a large photo takes tens of
/// milliseconds to seconds, and touches must not wait for it; the thread starts with the first photo. All functions are
/// for the UI thread.
class ImageStore {
public:
    enum class State { pending, ready, unusable };

    /// Keeps at most `budget` bytes of pixels besides those in use. `decoded` is called on the decoding thread after
    /// each photo, to wake the UI thread.
    ImageStore(std::size_t budget, std::function<void()> decoded);
    ~ImageStore();
    ImageStore(const ImageStore&) = delete;
    ImageStore& operator=(const ImageStore&) = delete;

    /// Photos from now on come from here; what was unusable gets another chance.
    void use(std::shared_ptr<const content::BlobSource> blobs);
    /// Asks for the photo in the size of its rectangle. Call again to learn how it went.
    [[nodiscard]] State ask(const Picture& picture);
    /// The pixels once ready, else null. Valid until the photo has gone unused for a while: use within one painting.
    [[nodiscard]] const Pixels* find(const Picture& picture);
    /// Sentences about photos that could not be shown since the last call, for the log.
    [[nodiscard]] std::vector<std::string> take_reports();
    /// Until nothing is pending; for tests and for the first picture.
    void wait();
    [[nodiscard]] std::size_t bytes() const;

private:
    struct Key {
        std::string sha256;
        Crop crop;
        bool operator==(const Key&) const = default;
    };
    struct Entry {
        Key key;
        State state = State::pending;
        Pixels pixels;
        int generation = 0;  ///< of the source it was asked from
    };
    static Key key_of(const Picture& picture);
    [[nodiscard]] std::list<Entry>::iterator look_up(const Key& key);
    void decode_until_stopped();
    void trim();

    std::size_t budget_;
    std::function<void()> decoded_;
    mutable std::mutex mutex_;  ///< guards everything below
    std::condition_variable changed_;
    std::shared_ptr<const content::BlobSource> blobs_;
    std::list<Entry> entries_;  ///< latest used first
    std::deque<Key> queue_;
    std::vector<std::string> reports_;
    std::size_t bytes_ = 0;
    int generation_ = 0;
    bool is_busy_ = false;
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace kiosk
