#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/base/steady.h"
#include "sync/desk/pack_desk.h"
#include "sync/hub/depot_files.h"
#include "sync/hub/folder_watch.h"
#include "sync/hub/http_server.h"
#include "sync/hub/hub_page.h"
#include "sync/hub/hub_part.h"
#include "sync/listening/listening_socket.h"
#include "sync/store/store.h"

namespace hub {

/// What the hub writes, and who does. Without it only the depot is served, and nothing is written.
struct HubMemory {
    std::unique_ptr<store::Store> store{};  ///< opened with hub_schema()
    std::filesystem::path folder{};         ///< of the hub
    std::string address{};                  ///< where people and screens reach it; empty: where it listens
    std::string zone = "UTC";               ///< of the times that people read
    std::function<content::Instant()> now{};
    std::span<const PartMaker> parts{};
    std::filesystem::path certificate{};  ///< of HubSettings
    std::filesystem::path pack{};         ///< of HubSettings; empty: staff edit nothing
};

/// Serves one depot, and tells all screens that listen as soon as its timestamp.json is another file; what its parts
/// (hub_part.h) do comes beside that. It holds no key. In one thread.
///
///   GET /metadata/..., /targets/...   the depot
///   GET /events                       server-sent events: "release" when something was published, "ping" each 15 s
///   GET /                             what is published, in words
///   GET /health                       the same for machines: 200, or 503 when the depot cannot be read
///   GET /metrics                      for Prometheus; nginx does not hand it on
class Hub {
public:
    /// Code::io.
    [[nodiscard]] static content::Result<std::unique_ptr<Hub>> open(std::filesystem::path depot,
                                                                    listening::ListeningSocket socket,
                                                                    const HttpLimits& limits, HubMemory memory = {});
    /// All parts do what is left to do, unless it never served.
    ~Hub();
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;

    /// Waits until something is to be done, at most a second, and does it.
    void run();
    /// Called from run() after each change of what is published.
    void set_log(std::function<void(const std::string&)> log) { log_ = std::move(log); }

    [[nodiscard]] const std::string& address() const { return address_; }
    [[nodiscard]] HubState state();
    [[nodiscard]] const HttpCounts& counts() const { return server_->counts(); }

private:
    Hub(std::filesystem::path depot, std::string address, HubMemory memory);
    [[nodiscard]] content::Status make_parts();
    [[nodiscard]] std::vector<HttpRoute> routes();
    [[nodiscard]] std::string metrics(MetricsForm form);
    void tick();
    void finish_edits();
    [[nodiscard]] bool look();

    std::filesystem::path depot_;
    std::string address_;
    DepotFiles files_;
    FolderWatch watch_;
    HubMemory memory_;
    std::unique_ptr<desk::PackDesk> desk_{};
    std::vector<std::unique_ptr<HubPart>> parts_{};
    std::unique_ptr<HttpServer> server_{};
    std::function<void(const std::string&)> log_{};
    std::string seen_{};  ///< ETag of timestamp.json when the screens were told last
    std::uint64_t news_ = 0;
    std::uint64_t changes_ = 0;
    content::Steady last_look_{};
    content::Steady last_tick_{};
    std::string sync_failure_{};         ///< said once, not each second
    std::string edit_failure_{};         ///< likewise
    std::optional<std::string> read_{};  ///< the one that `known_` is of
    HubState known_{};
};

}  // namespace hub
