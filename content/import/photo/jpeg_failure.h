#pragma once

#include <array>
#include <csetjmp>
#include <cstddef>
#include <cstdio>  // jpeglib.h needs these two

#include <jpeglib.h>

/// How libjpeg reports a failure: by longjmp out of its functions. This header shows libjpeg's types, so only sources
/// that use libjpeg include it.
namespace content {

class JpegFailure {
public:
    JpegFailure();
    JpegFailure(const JpegFailure&) = delete;
    JpegFailure& operator=(const JpegFailure&) = delete;

    /// What a jpeg_compress_struct or jpeg_decompress_struct gets as its `err`.
    [[nodiscard]] jpeg_error_mgr* manager() { return &manager_; }

    /// Runs `work`, which uses libjpeg, unless something has failed before. Nothing with a destructor may live in it.
    template <class Work>
    void attempt(const Work& work) {
        if (has_failed_) return;
        if (setjmp(back_) != 0) {  // NOLINT: the only way out that libjpeg offers
            has_failed_ = true;
            return;
        }
        work();
    }

    [[nodiscard]] bool has_failed() const { return has_failed_; }
    /// Whether it failed for want of memory.
    [[nodiscard]] bool is_memory() const;
    /// What failed, in libjpeg's words.
    [[nodiscard]] const char* problem() const { return problem_.data(); }

    /// Leaves `work` with a problem that libjpeg does not know.
    [[noreturn]] void leave(const char* problem);

private:
    [[noreturn]] static void leave_with_error(j_common_ptr codec);
    static void take_message(j_common_ptr codec, int level);

    jpeg_error_mgr manager_{};  ///< the first member: libjpeg hands it back
    std::jmp_buf back_{};
    bool has_failed_ = false;
    std::array<char, JMSG_LENGTH_MAX> problem_{};
};

}  // namespace content
