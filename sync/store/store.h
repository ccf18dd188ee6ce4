#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include "content/base/result.h"
#include "sync/store/query.h"
#include "sync/store/schema_part.h"

/// The hub's one database: a file of SQLite with a log beside it (WAL), so that commands read and write it beside a hub
/// that runs. Not here: what is in the tables. Each part of the hub brings its own (SchemaPart).
namespace store {

/// The name of the file in the folder of a hub.
inline constexpr std::string_view file_name = "hub.db";

enum class Opening {
    create,    ///< make the file, for its owner only, where there is none
    existing,  ///< Code::not_found where there is none
};

/// When what was committed outlives a power cut. It outlives the program in any case.
enum class Durability {
    synced,  ///< when transaction() returns
    soon,    ///< when sync() was called after it
};

class Store {
public:
    /// Brings the tables of all parts to their newest version. Code::bad_input for a damaged file, a link, another
    /// program's file or other tables; unsupported for one of a newer version; untrusted when others than its owner
    /// may read or write it; not_found; io.
    [[nodiscard]] static content::Result<std::unique_ptr<Store>> open(std::filesystem::path file,
                                                                      std::span<const SchemaPart> parts,
                                                                      Opening opening);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    /// Runs `body`, which returns a Result: all that it writes stays, or, when the Result is an error or a query fails,
    /// none. Inside of another transaction it is a part of that one, whose end decides, as does its durability. Reads
    /// see what they wrote, and nothing that anybody else writes meanwhile. Code::io when the disk is full or another
    /// program writes for longer than five seconds; bad_input when the file is damaged.
    template <class Body>
    auto transaction(Body body, Durability durability = Durability::synced) -> std::invoke_result_t<Body> {
        return run<Body>(body, durability == Durability::synced ? Mode::synced : Mode::soon);
    }
    /// The same for a body that only reads; it waits for nobody. Inside of a transaction it reads what that one wrote.
    template <class Body>
    auto read(Body body) -> std::invoke_result_t<Body> {
        return run<Body>(body, Mode::read);
    }
    /// Only inside of a body. Statements are prepared once and kept, so `sql` has its values as `?`.
    [[nodiscard]] Query query(std::string_view sql);

    /// Makes what was committed with Durability::soon outlive a power cut. Does nothing when there is none. Code::io.
    [[nodiscard]] content::Status sync();
    /// Whether the last transaction failed because the disk is full; false again after one that did not.
    [[nodiscard]] bool is_disk_full() const;

    /// A whole copy as of one moment, while the hub runs; `copy` is made or replaced by rename. Code::io.
    [[nodiscard]] content::Status back_up(const std::filesystem::path& copy);
    [[nodiscard]] const std::filesystem::path& file() const;

private:
    enum class Mode { read, synced, soon };
    struct State;
    explicit Store(std::unique_ptr<State> state);

    template <class Body>
    auto run(Body& body, Mode mode) -> std::invoke_result_t<Body> {
        std::optional<std::invoke_result_t<Body>> returned;
        const std::function<bool()> step = [&] {
            returned.emplace(body());
            return returned->has_value();
        };
        if (auto ran = run_in_transaction(step, mode); !ran) return ran.error();
        return std::move(*returned);
    }
    /// Keeps what `body` wrote when it returns true. An error only when the database failed.
    [[nodiscard]] content::Status run_in_transaction(const std::function<bool()>& body, Mode mode);

    std::unique_ptr<State> state_;
};

/// Whether a copy that back_up() made is whole, of this program, and of no newer version; it is only read. The errors
/// of Store::open().
[[nodiscard]] content::Status check_copy(const std::filesystem::path& copy, std::span<const SchemaPart> parts);

}  // namespace store
