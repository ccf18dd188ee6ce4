#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "content/items/snapshot.h"
#include "kiosk/frame/frame.h"
#include "kiosk/paint/image.h"
#include "kiosk/text/lru_cache.h"

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

    /// Reads photos from `blobs` from now on; photos that were unusable get another chance.
    void use(std::shared_ptr<const content::BlobStore> blobs);
    /// Asks for the photo in the size of its rectangle; a later call tells how it went.
    [[nodiscard]] State ask(const PhotoElement& photo);
    /// The pixels once they are ready, else null. They are valid until the photo has gone unused for a while: use them
    /// within one painting.
    [[nodiscard]] const Pixels* find(const PhotoElement& photo);
    /// Sentences about photos that could not be shown since the last call, for the log.
    [[nodiscard]] std::vector<std::string> take_reports();
    /// Returns when nothing is pending; for tests and for the first frame.
    void wait();
    /// Memory that the pixels take.
    [[nodiscard]] std::size_t bytes() const;

private:
    struct Key {
        std::string sha256;
        Crop crop;
        bool operator==(const Key&) const = default;
    };
    struct KeyHash {
        std::size_t operator()(const Key& key) const;
    };
    struct Entry {
        State state = State::pending;
        Pixels pixels;
        int generation = 0;  ///< of the source it was asked from
    };
    static Key key_of(const PhotoElement& photo);
    void decode_until_stopped();

    std::size_t budget_;
    std::function<void()> decoded_;
    mutable std::mutex mutex_;  ///< guards everything below
    std::condition_variable changed_;
    std::shared_ptr<const content::BlobStore> blobs_;
    LruCache<Key, Entry, KeyHash> entries_;
    std::deque<Key> queue_;
    std::vector<std::string> reports_;
    int generation_ = 0;
    bool is_busy_ = false;
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace kiosk
