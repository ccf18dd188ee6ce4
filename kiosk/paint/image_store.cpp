#include "kiosk/paint/image_store.h"

#include <fmt/format.h>

#include "content/base/limits.h"

namespace kiosk {
namespace {

constexpr std::size_t max_entries = 500;  // unusable ones hold no pixels, but their number is bounded too

content::Result<Pixels> load(const content::BlobStore* blobs, const std::string& sha256, const Crop& crop) {
    if (blobs == nullptr) return content::Error{content::Code::not_found, "no content to read it from"};
    auto bytes = blobs->read(sha256, content::limits::photo);
    if (!bytes) return bytes.error();
    return decode_confined(*bytes, crop);
}

}  // namespace

ImageStore::ImageStore(std::size_t budget, std::function<void()> decoded)
    : budget_(budget), decoded_(std::move(decoded)) {}

ImageStore::~ImageStore() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

ImageStore::Key ImageStore::key_of(const PhotoElement& photo) {
    const PixelRect place = snapped(photo.rect);
    return {photo.sha256, {{place.width, place.height}, photo.focus_x, photo.focus_y}};
}

std::size_t ImageStore::KeyHash::operator()(const Key& key) const {
    std::size_t hash = std::hash<std::string>{}(key.sha256);
    hash_combine(hash, key.crop.size.width);
    hash_combine(hash, key.crop.size.height);
    return hash;
}

void ImageStore::use(std::shared_ptr<const content::BlobStore> blobs) {
    const std::lock_guard lock(mutex_);
    blobs_ = std::move(blobs);
    ++generation_;
    queue_.clear();
    entries_.erase_if([](const Entry& entry) { return entry.state != State::ready; });
}

ImageStore::State ImageStore::ask(const PhotoElement& photo) {
    const Key key = key_of(photo);
    const std::lock_guard lock(mutex_);
    if (const Entry* found = entries_.use(key)) return found->state;
    entries_.add(key, {State::pending, {}, generation_}, 0);
    queue_.push_back(key);
    if (!thread_.joinable()) thread_ = std::thread([this] { decode_until_stopped(); });
    changed_.notify_all();
    return State::pending;
}

const Pixels* ImageStore::find(const PhotoElement& photo) {
    const std::lock_guard lock(mutex_);
    const Entry* found = entries_.find(key_of(photo));
    return found != nullptr && found->state == State::ready ? &found->pixels : nullptr;
}

std::vector<std::string> ImageStore::take_reports() {
    const std::lock_guard lock(mutex_);
    return std::exchange(reports_, {});
}

void ImageStore::wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return queue_.empty() && !is_busy_; });
}

std::size_t ImageStore::bytes() const {
    const std::lock_guard lock(mutex_);
    return entries_.weight();
}

void ImageStore::decode_until_stopped() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return is_stopping_ || !queue_.empty(); });
        if (is_stopping_) return;
        const Key key = queue_.front();
        queue_.pop_front();
        const auto blobs = blobs_;
        const int generation = generation_;
        is_busy_ = true;
        lock.unlock();
        auto pixels = load(blobs.get(), key.sha256, key.crop);
        lock.lock();
        Entry* found = entries_.find(key);
        if (found != nullptr && found->state == State::pending && found->generation == generation) {
            if (pixels) {
                found->pixels = std::move(*pixels);
                found->state = State::ready;
                // The one asked for last may be in the middle of being painted: it stays, whatever its size.
                entries_.weigh(key, found->pixels.bytes());
                entries_.trim(max_entries, budget_, [](const Entry& entry) { return entry.state == State::pending; });
            } else {
                found->state = State::unusable;
                reports_.push_back(fmt::format("photo {}: {}", key.sha256, pixels.error().message));
            }
        }
        lock.unlock();
        if (decoded_) decoded_();  // before wait() returns: who waits can rely on having been called
        lock.lock();
        is_busy_ = false;
        changed_.notify_all();
    }
}

}  // namespace kiosk
