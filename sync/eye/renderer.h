#pragma once

#include <sys/types.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "content/base/descriptor.h"
#include "content/base/result.h"
#include "content/base/steady.h"
#include "sync/eye/drawing.h"

namespace eye {

/// The program or socket that a hub names, else `kiosk` beside this program; empty: there is none.
[[nodiscard]] std::filesystem::path find_renderer(const std::optional<std::filesystem::path>& named);

/// One `kiosk --render` that is kept warm: a program that is started, or a unix socket behind which systemd starts one,
/// with a cgroup of its own. It is begun with the first question, ended when it takes too long or too much, and begun
/// anew after a pause. For one thread, which may wait: not the one that serves.
class Renderer {
public:
    /// `where`: the program, or the socket; empty: there is none. `folder` is for what it knows about fonts. When
    /// `stop` becomes true every question ends. `log` hears why a renderer was ended.
    Renderer(std::filesystem::path where, std::filesystem::path folder, const std::atomic<bool>& stop,
             std::function<void(const std::string&)> log);
    ~Renderer();
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    [[nodiscard]] bool is_there() const { return !where_.empty(); }
    /// The answer to one line. Code::unavailable: there is none, it cannot be started, or it rests after its end: ask
    /// later. Code::io: it ended, or had to be ended, on this very question. One that had ended
    /// before is begun anew for it. Else what read_drawing() says.
    [[nodiscard]] content::Result<Drawing> ask(const std::string& request);
    /// How often one was begun.
    [[nodiscard]] int starts() const { return starts_; }

private:
    [[nodiscard]] content::Result<Drawing> ask_once(const std::string& request);
    [[nodiscard]] content::Status begin();
    [[nodiscard]] content::Status start_program();
    [[nodiscard]] content::Status connect_socket();
    [[nodiscard]] content::Result<Drawing> talk(const std::string& request);
    [[nodiscard]] content::Status send(std::string_view bytes, content::Steady until);
    [[nodiscard]] content::Status receive(content::Steady until);
    [[nodiscard]] content::Status wait_for(short events, content::Steady until) const;
    void end();

    std::filesystem::path where_;
    std::filesystem::path folder_;
    const std::atomic<bool>& stop_;
    std::function<void(const std::string&)> log_;
    content::Descriptor line_{-1};
    pid_t process_ = -1;
    std::string received_{};
    std::string trouble_{};  ///< with beginning, said once
    content::Steady pause_{0};
    content::Steady rests_until_{0};
    int starts_ = 0;
};

}  // namespace eye
