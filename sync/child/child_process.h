#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "content/base/descriptor.h"
#include "content/base/result.h"
#include "content/base/steady.h"

/// Programs of ours that another one of ours starts, so that what they do to hostile files holds nobody up.
namespace child {

/// What ends a child that does not end by itself.
struct ChildLimits {
    content::Steady time{};          ///< from its start on
    std::size_t output = 64 * 1024;  ///< bytes of each stream that are kept; the rest is read and thrown away
};

/// How a child ended.
struct ChildEnd {
    std::optional<int> code{};  ///< of exit(); none: killed by a signal, its time being over or not
    bool is_late = false;       ///< killed because its time was over
    std::string output{};
    std::string errors{};
};

/// A program in a process of its own, without our descriptors, its input empty. One that still runs when this is
/// destroyed is killed. Nothing here waits.
class ChildProcess {
public:
    /// `program` is a path; `arguments` come after its name. Code::not_found when it is not there; io.
    [[nodiscard]] static content::Result<ChildProcess> start(const std::filesystem::path& program,
                                                             const std::vector<std::string>& arguments,
                                                             const ChildLimits& limits, content::Steady now);
    ~ChildProcess();
    ChildProcess(ChildProcess&& other) noexcept;
    ChildProcess& operator=(ChildProcess&& other) = delete;
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// Takes what it wrote so far; how it ended, once.
    [[nodiscard]] std::optional<ChildEnd> look(content::Steady now);

private:
    ChildProcess(pid_t process, content::Descriptor output, content::Descriptor errors, const ChildLimits& limits,
                 content::Steady now);
    void read_streams();

    pid_t process_;  ///< 0: ended
    content::Descriptor output_;
    content::Descriptor errors_;
    ChildLimits limits_;
    content::Steady end_;
    ChildEnd so_far_{};
};

/// The descriptors that a program begins with. -1: it reads nothing, and writes where we do.
struct Streams {
    int input = -1;
    int output = -1;
    int errors = -1;
};
/// Starts a program, whose arguments come after its name: in a group of its own (Ctrl+C at our terminal is for us),
/// with signals as usual, without our other descriptors, and without what systemd said to us. 0, or an errno.
[[nodiscard]] int spawn(pid_t& process, const std::filesystem::path& program, const std::vector<std::string>& arguments,
                        const Streams& streams);
/// Kills a program that spawn() started and has not been waited for yet, and what it started itself. Does not wait.
void kill_all(pid_t process);

/// Where the program `name` is that was installed or built beside the running one.
[[nodiscard]] std::filesystem::path program_beside(std::string_view name);

}  // namespace child
