#include "tests/crash/power.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "tests/crash/tracer.h"

namespace crash {
namespace {

namespace fs = std::filesystem;

// linux/fs/ext4/ext4.h: EXT4_IOC_SHUTDOWN; what was not written to the disk, the journal's end included, is lost.
constexpr unsigned long shutdown_request = _IOR('X', 125, std::uint32_t);
constexpr std::uint32_t without_flushing = 2;  // EXT4_GOING_FLAGS_NOLOGFLUSH

int quietly(const std::string& command) {
    return std::system((command + " >/dev/null 2>&1").c_str());  // NOLINT: fixed words and our own paths
}

/// A small disk of its own.
class Disk {
public:
    explicit Disk(const fs::path& work) : image_(work / "disk.img"), folder_(work / "disk") {
        fs::create_directories(folder_);
    }
    ~Disk() { take_out(); }
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;

    [[nodiscard]] bool make() {
        take_out();
        std::error_code error;
        fs::remove(image_, error);
        std::ofstream(image_).close();
        fs::resize_file(image_, 24UL * 1024 * 1024, error);
        return !error && quietly("mkfs.ext4 -q -F -b 4096 -O ^resize_inode -J size=4 " + image_.string()) == 0 &&
               put_in();
    }
    [[nodiscard]] bool put_in() {
        is_in_ = quietly("mount -o loop " + image_.string() + " " + folder_.string()) == 0;
        return is_in_;
    }
    void take_out() {
        // Whoever looks at all mounts of the machine may hold it for a moment.
        for (int i = 0; is_in_ && i < 100 && quietly("umount " + folder_.string()) != 0; ++i)
            ::usleep(20'000);
        is_in_ = false;
    }
    void cut() const {
        const int file = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY);
        std::uint32_t how = without_flushing;
        if (::ioctl(file, shutdown_request, &how) != 0) std::perror("shutdown");
        ::close(file);
    }
    void sync() const {
        const int file = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY);
        ::syncfs(file);
        ::close(file);
    }
    [[nodiscard]] fs::path run() const { return folder_ / "run"; }

private:
    fs::path image_;
    fs::path folder_;
    bool is_in_ = false;
};

/// One cut; whether the point was reached, and what is wrong afterwards.
struct Cut {
    bool is_hit = false;
    std::string wrong;
};

Cut cut_at(Disk& disk, const Case& one, int at, Broken broken, const std::string& log) {
    std::error_code error;
    fs::remove_all(disk.run(), error);
    fs::copy(one.before, disk.run(), fs::copy_options::recursive);
    disk.sync();
    Cut cut;
    const Run run{one.command(disk.run()), Fault::cut, at, broken, [&] { disk.cut(); }};
    const Outcome outcome = run_with_fault(run, log);
    cut.is_hit = outcome.is_hit;
    if (!outcome.is_hit) disk.cut();  // after its end: what it said was done must have been done
    disk.take_out();
    if (!disk.put_in()) return {true, "the disk cannot be mounted again"};
    const std::string state = one.look(disk.run());
    if (!is_whole(one, state, disk.run())) {
        cut.wrong = "neither old nor new: " + state;
    } else if (!outcome.is_hit && state != one.after_state) {
        cut.wrong = "said done, and was lost";
    } else if (const int code = run_plain(one.command(disk.run()), log); code != 0 && code != 4) {
        cut.wrong = "the restart failed";
    } else if (one.look(disk.run()) != one.after_state) {
        cut.wrong = "the restart did not complete";
    }
    return cut;
}

PowerResult sweep_case(Disk& disk, const Case& one, int step, Broken broken, const std::string& log) {
    PowerResult result;
    for (int at = 1;; at += step) {
        const Cut cut = cut_at(disk, one, at, broken, log);
        ++result.points;
        if (!cut.wrong.empty()) {
            ++result.bad;
            if (broken == Broken::no && result.bad <= 3) {
                std::printf("  BAD: %s, power cut at point %d: %s\n", one.name.c_str(), at, cut.wrong.c_str());
            }
        }
        if (!cut.is_hit) return result;
    }
}

}  // namespace

PowerResult sweep_power(const std::vector<Case>& cases, const fs::path& work, int step) {
    // In a view of the mounts that is ours alone: a copy of it in somebody else's sandbox would keep the disk alive.
    const bool is_alone =
        ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    Disk disk(work);
    if (!is_alone || ::geteuid() != 0 || !disk.make()) {
        std::printf("POWER CUTS SKIPPED: no loop mount is allowed here (root, mkfs.ext4 and /dev/loop* are needed)\n");
        return {};
    }
    const std::string log = work / "log";
    PowerResult total;
    for (const Case& one : cases) {
        const PowerResult result = sweep_case(disk, one, step, Broken::no, log);
        std::printf("%-26s  power cut %d/%d\n", one.name.c_str(), result.bad, result.points);
        static_cast<void>(std::fflush(stdout));
        total.points += result.points;
        total.bad += result.bad;
    }
    const PowerResult broken = sweep_case(disk, cases[cases.size() > 1 ? 1 : 0], step, Broken::skips_sync, log);
    std::printf("broken on purpose: %-40s noticed at %d of %d points\n", "files that are never synced", broken.bad,
                broken.points);
    total.points += broken.points;
    if (broken.bad == 0) ++total.bad;
    return total;
}

}  // namespace crash
