#include "content/import/photo/jpeg_failure.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

#include <jerror.h>

namespace content {
namespace {

/// Warnings of libjpeg that mean that a part of the picture is missing or wrong. The others tell of files that are
/// unusual and whole.
bool is_damage(int code) {
    static constexpr std::array damage{JWRN_HIT_MARKER, JWRN_HUFF_BAD_CODE, JWRN_JPEG_EOF, JWRN_MUST_RESYNC,
                                       JWRN_ARITH_BAD_CODE};
    return std::ranges::find(damage, code) != damage.end();
}

JpegFailure& failure_of(j_common_ptr codec) {
    static_assert(std::is_standard_layout_v<JpegFailure>);
    return *reinterpret_cast<JpegFailure*>(codec->err);
}

void say_nothing(j_common_ptr /*codec*/) {}

}  // namespace

JpegFailure::JpegFailure() {
    jpeg_std_error(&manager_);
    manager_.error_exit = leave_with_error;
    manager_.emit_message = take_message;
    manager_.output_message = say_nothing;
}

bool JpegFailure::is_memory() const {
    return has_failed_ && (manager_.msg_code == JERR_OUT_OF_MEMORY || manager_.msg_code == JERR_NO_BACKING_STORE);
}

void JpegFailure::leave(const char* problem) {
    manager_.msg_code = 0;
    std::strncpy(problem_.data(), problem, problem_.size() - 1);
    std::longjmp(back_, 1);
}

void JpegFailure::leave_with_error(j_common_ptr codec) {
    JpegFailure& failure = failure_of(codec);
    codec->err->format_message(codec, failure.problem_.data());
    std::longjmp(failure.back_, 1);
}

void JpegFailure::take_message(j_common_ptr codec, int level) {
    if (level < 0 && is_damage(codec->err->msg_code)) leave_with_error(codec);
}

}  // namespace content
