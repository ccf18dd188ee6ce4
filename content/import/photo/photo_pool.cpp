#include "content/import/photo/photo_pool.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <thread>

#include "content/base/descriptor.h"
#include "content/base/files.h"
#include "content/base/huge_pages.h"
#include "content/base/limits.h"

namespace content {
namespace {

/// What a photo's process sends before `length` bytes: the picture, or why there is none. Both are this program, so the
/// layout is the compiler's.
struct Head {
    std::uint64_t length = 0;
    Code code = Code::bad_input;
    bool is_picture = false;
    PictureFormat format = PictureFormat::jpeg;
    PictureSize size;
    PictureSize original;
    std::array<char, 64> sha256{};
};
constexpr std::uint64_t max_body = limits::photo;  // of what follows the head

Result<PreparedPhoto> import_file(const std::filesystem::path& file, PhotoFocus focus, const PhotoLimits& limits) {
    const auto bytes = read_file(file, limits::photo);
    if (!bytes) return bytes.error();
    return import_photo(*bytes, focus, limits);
}

/// One photo's process and what it has sent so far.
struct Work {
    std::size_t index = 0;
    pid_t process = -1;
    int descriptor = -1;
    Head head{};
    std::size_t received = 0;  ///< bytes of `head` and `body`
    std::string body{};        ///< of the length that the head gives
};

class Pool {
public:
    Pool(const std::vector<std::filesystem::path>& files, PhotoFocus focus, const PhotoLimits& limits,
         const TakePhoto& take)
        : files_(files), focus_(focus), limits_(limits), take_(take) {}
    ~Pool() {
        // Only when `take` threw: what nobody waits for is ended.
        for (const Work& work : running_) {
            kill(work.process, SIGKILL);
            finish(work);
        }
    }
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    void run(std::size_t processes) {
        std::size_t next = 0;
        while (next < files_.size() || !running_.empty()) {
            while (next < files_.size() && running_.size() < processes)
                start(next++);
            receive();
        }
    }

private:
    void start(std::size_t index) {
        int ends[2] = {-1, -1};
        if (pipe2(ends, O_CLOEXEC) != 0) {
            return take_(index, Error{Code::unavailable, std::string("no pipe: ") + std::strerror(errno)});
        }
        fcntl(ends[1], F_SETPIPE_SZ,
              static_cast<int>(huge_page / 2));  // the process need not wait for this one to read
        const pid_t process = fork();
        if (process == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            close(ends[0]);
            be_process(index, ends[1]);
        }
        const int problem = errno;
        close(ends[1]);
        if (process < 0) {
            close(ends[0]);
            return take_(index, Error{Code::unavailable, std::string("no process: ") + std::strerror(problem)});
        }
        running_.push_back({index, process, ends[0]});
    }

    [[noreturn]] void be_process(std::size_t index, int descriptor) const {
        // What this process and its decoder need is near to this, and each page of it would be got by itself.
        set_up_heap(16 * huge_page, 44 * huge_page);
        int result = 1;
        try {
            const auto photo = import_file(files_[index], focus_, limits_);
            Head head;
            head.is_picture = photo.has_value();
            if (photo) {
                head.format = photo->format;
                head.size = photo->size;
                head.original = photo->original;
                std::ranges::copy(photo->sha256, head.sha256.begin());
            } else {
                head.code = photo.error().code;
            }
            const std::string& body = photo ? photo->bytes : photo.error().message;
            head.length = body.size();
            const std::string_view start(reinterpret_cast<const char*>(&head), sizeof head);
            if (write_all(descriptor, start) && write_all(descriptor, body)) result = 0;
        } catch (...) {
            result = 1;  // out of memory: the other side sees an answer that stops early
        }
        _exit(result);
    }

    static void finish(const Work& work) {
        close(work.descriptor);
        while (waitpid(work.process, nullptr, 0) < 0 && errno == EINTR) {
        }
    }

    void receive() {
        std::vector<pollfd> waiting;
        for (const Work& work : running_)
            waiting.push_back({work.descriptor, POLLIN, 0});
        if (poll(waiting.data(), waiting.size(), -1) < 0) return;
        for (std::size_t i = waiting.size(); i-- > 0;) {
            if (waiting[i].revents == 0 || !is_at_end(running_[i])) continue;
            Work work = std::move(running_[i]);
            running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(i));
            finish(work);
            const std::size_t index = work.index;
            take_(index, open(std::move(work)));
        }
    }

    /// Reads what there is; true when nothing more will come.
    static bool is_at_end(Work& work) {
        const bool is_head = work.received < sizeof work.head;
        char* const into = is_head ? reinterpret_cast<char*>(&work.head) + work.received
                                   : work.body.data() + (work.received - sizeof work.head);
        const std::size_t wanted = (is_head ? 0 : work.body.size()) + sizeof work.head - work.received;
        const ssize_t length = read(work.descriptor, into, wanted);
        if (length < 0) return errno != EINTR && errno != EAGAIN;
        work.received += static_cast<std::size_t>(length);
        if (is_head && work.received == sizeof work.head) work.body.resize(std::min(work.head.length, max_body));
        return length == 0 || work.received == sizeof work.head + work.body.size();
    }

    [[nodiscard]] Result<PreparedPhoto> open(Work work) const {
        const Head& head = work.head;
        if (work.received < sizeof head || work.received - sizeof head != head.length) {
            return Error{Code::unavailable, "the process that prepared it ended before it was done"};
        }
        if (!head.is_picture) return Error{head.code, work.body};
        return PreparedPhoto{std::move(work.body), std::string(head.sha256.begin(), head.sha256.end()),
                             head.format,          head.size,
                             head.original,        focus_};
    }

    const std::vector<std::filesystem::path>& files_;
    PhotoFocus focus_;
    const PhotoLimits& limits_;
    const TakePhoto& take_;
    std::vector<Work> running_;
};

}  // namespace

void import_photos(const std::vector<std::filesystem::path>& files, PhotoFocus focus, unsigned processes,
                   const TakePhoto& take, const PhotoLimits& limits) {
    const unsigned wanted = processes != 0 ? processes : std::thread::hardware_concurrency();
    Pool(files, focus, limits, take).run(std::max(1U, wanted));
}

}  // namespace content
