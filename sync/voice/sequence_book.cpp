#include "sync/voice/sequence_book.h"

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "content/base/files.h"
#include "content/base/json.h"
#include "content/base/limits.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t block = 1024;                          // 8 hours of reports
constexpr std::int64_t last_number = std::int64_t{1} << 53U;  // larger ones are not the same in all readers of JSON
constexpr const char* member = "reserved";

/// 0 where there is none that can be read: the hub will say so, and next() leaps.
std::int64_t read_reserved(const fs::path& file) {
    const auto bytes = content::read_file(file, content::limits::state_record);
    const auto json = bytes ? content::parse_strict_json(*bytes, "sequence") : bytes.error();
    const std::int64_t number = json ? json->number_at(member) : 0;
    return number < 0 || number > last_number ? 0 : number;
}

}  // namespace

std::int64_t SequenceBook::next() {
    if (last_ >= reserved_) state_ = reserve();
    return ++last_;
}

void SequenceBook::leap() {
    last_leap_ = leap_ = std::clamp(last_leap_ * 2, block, last_number / 4);
    reserved_ = last_;
}

content::Status SequenceBook::reserve() {
    const std::int64_t leap = std::exchange(leap_, 0);
    last_ = std::min(last_ + leap, last_number - 2 * block);
    const fs::path lock_file = folder_ / "sequence.lock";
    const content::Descriptor lock(::open(lock_file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644));
    if (!lock.is_open()) return content::file_error(lock_file, "create", errno);
    // Nobody holds it for longer than one small file takes.
    if (::flock(lock.value(), LOCK_EX) != 0) return content::file_error(lock_file, "lock", errno);
    const fs::path file = folder_ / "sequence.json";
    last_ = std::max(last_, std::min(read_reserved(file) + leap, last_number - 2 * block));
    reserved_ = last_ + block;
    const content::JsonValue record(content::JsonValue::Object{{member, reserved_}});
    auto written = content::write_file(file, content::to_compact_json(record));
    if (!written) reserved_ = last_ + 1;  // tried again with the next one
    return written;
}

}  // namespace syncing
