#include "kiosk/paint/image_store.h"

#include <algorithm>

#include "content/base/limits.h"

namespace kiosk {
namespace {

constexpr std::size_t max_entries = 500;  // unusable ones hold no pixels, but their number is bounded too

content::Result<Pixels> load(const content::BlobSource* blobs, const std::string& sha256, const Crop& crop) {
    if (blobs == nullptr) return content::Error{content::Code::not_found, "no content to read it from"};
    auto bytes = blobs->read(sha256, content::limits::photo);
    if (!bytes) return bytes.error();
    return decode_picture(*bytes, crop);
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

ImageStore::Key ImageStore::key_of(const Picture& picture) {
    const PixelRect place = snapped(picture.rect);
    return {picture.sha256, {{place.width, place.height}, picture.focus_x, picture.focus_y}};
}

std::list<ImageStore::Entry>::iterator ImageStore::look_up(const Key& key) {
    return std::ranges::find(entries_, key, &Entry::key);
}

void ImageStore::use(std::shared_ptr<const content::BlobSource> blobs) {
    const std::lock_guard lock(mutex_);
    blobs_ = std::move(blobs);
    ++generation_;
    queue_.clear();
    std::erase_if(entries_, [](const Entry& entry) { return entry.state != State::ready; });
}

ImageStore::State ImageStore::ask(const Picture& picture) {
    const Key key = key_of(picture);
    const std::lock_guard lock(mutex_);
    if (const auto found = look_up(key); found != entries_.end()) {
        entries_.splice(entries_.begin(), entries_, found);
        return found->state;
    }
    entries_.push_front({key, State::pending, {}, generation_});
    queue_.push_back(key);
    if (!thread_.joinable()) thread_ = std::thread([this] { decode_until_stopped(); });
    changed_.notify_all();
    return State::pending;
}

const Pixels* ImageStore::find(const Picture& picture) {
    const std::lock_guard lock(mutex_);
    const auto found = look_up(key_of(picture));
    return found != entries_.end() && found->state == State::ready ? &found->pixels : nullptr;
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
    return bytes_;
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
        const auto found = look_up(key);
        if (found != entries_.end() && found->state == State::pending && found->generation == generation) {
            if (pixels) {
                found->pixels = std::move(*pixels);
                found->state = State::ready;
                bytes_ += found->pixels.bytes();
                trim();
            } else {
                found->state = State::unusable;
                reports_.push_back("photo " + key.sha256 + ": " + pixels.error().message);
            }
        }
        lock.unlock();
        if (decoded_) decoded_();  // before wait() returns: who waits can rely on having been called
        lock.lock();
        is_busy_ = false;
        changed_.notify_all();
    }
}

void ImageStore::trim() {
    // The front one was just asked for or is being painted: it stays, whatever its size.
    for (auto last = std::prev(entries_.end());
         last != entries_.begin() && (bytes_ > budget_ || entries_.size() > max_entries);) {
        const auto entry = last--;
        if (entry->state == State::pending) continue;
        bytes_ -= entry->pixels.bytes();
        entries_.erase(entry);
    }
}

}  // namespace kiosk
