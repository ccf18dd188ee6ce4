#include "content/search_index.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "content/cache_database.h"
#include "content/json.h"
#include "content/markdown.h"
#include "content/search_words.h"

namespace content {
namespace {

struct Row {
    std::string_view title;
    std::string_view gist;
    std::string_view body;
    std::string_view place;
    std::string_view room;
};

/// Whether an item's words may be others than those that the index has for it.
using HasChanged = std::function<bool(ItemKind kind, const std::string& id)>;

/// Which item each row is of.
using Rows = std::map<std::int64_t, std::pair<std::string, std::string>>;

class IndexWriter {
public:
    /// `known`: rows that are there; those of unchanged items at their old place stay.
    IndexWriter(SQLite::Database& database, Rows known, const HasChanged& has_changed)
        : known_(std::move(known)),
          has_changed_(has_changed),
          insert_(database,
                  "INSERT INTO found(rowid, kind, id, title, gist, body, place, room) VALUES(?,?,?,?,?,?,?,?)"),
          remove_(database, "DELETE FROM found WHERE rowid = ?") {}

    template <class Item, class Describe>
    void add(ItemKind kind, const std::vector<Item>& items, Describe describe) {
        for (const Item& item : items) {
            ++number_;
            const bool has_changed = has_changed_(kind, item.id);
            for (const auto& text : item.texts) {
                const auto row = (static_cast<std::int64_t>(text.first) + 1) * rows_per_language + number_;
                if (takes_over(row, kind, item.id, has_changed)) continue;
                describe(item, text.second, [&](const Row& words) { write(row, kind, item.id, words); });
            }
        }
    }

    void remove_rest() {
        for (const auto& entry : known_)
            remove(entry.first);
    }

private:
    /// Whether the row is there and right. One that is wrong is removed.
    bool takes_over(std::int64_t row, ItemKind kind, const std::string& id, bool has_changed) {
        const auto known = known_.find(row);
        if (known == known_.end()) return false;
        const bool is_right = !has_changed && known->second.second == id && known->second.first == name(kind);
        known_.erase(known);
        if (!is_right) remove(row);
        return is_right;
    }

    void remove(std::int64_t row) {
        remove_.reset();
        remove_.bind(1, row);
        remove_.exec();
    }

    void write(std::int64_t row, ItemKind kind, const std::string& id, const Row& words) {
        insert_.reset();
        insert_.bind(1, row);
        insert_.bind(2, std::string(name(kind)));
        insert_.bind(3, id);
        int column = 4;
        for (const std::string_view text : {words.title, words.gist, words.body, words.place, words.room})
            insert_.bind(column++, search_document(text));
        insert_.exec();
    }

    Rows known_;
    const HasChanged& has_changed_;
    SQLite::Statement insert_;
    SQLite::Statement remove_;
    std::int64_t number_ = 0;
};

void add_all(IndexWriter& writer, const Pack& pack) {
    writer.add(ItemKind::story, pack.stories, [](const Story&, const StoryText& text, const auto& write) {
        const std::string body = plain_text(text.body);
        write(Row{text.headline, text.gist, body, text.place, {}});
    });
    writer.add(ItemKind::event, pack.events, [](const Event&, const EventText& text, const auto& write) {
        write(Row{text.title, text.kind, text.description, text.place, text.room});
    });
    writer.add(ItemKind::call, pack.calls, [](const Call&, const CallText& text, const auto& write) {
        write(Row{text.headline, text.gist, text.deadline_words, {}, {}});
    });
    writer.add(ItemKind::link, pack.links, [](const Link& link, const LinkText& text, const auto& write) {
        write(Row{text.label, text.kicker, link.url, {}, {}});
    });
}

Rows read_rows(SQLite::Database& database) {
    Rows rows;
    SQLite::Statement query(database, "SELECT rowid, kind, id FROM found");
    while (query.executeStep()) {
        rows.emplace(query.getColumn(0).getInt64(),
                     std::pair(query.getColumn(1).getString(), query.getColumn(2).getString()));
    }
    return rows;
}

}  // namespace

void write_search_index(SQLite::Database& database, const Pack& pack) {
    // Emptying the table would look up each word of each row again.
    database.exec("DROP TABLE IF EXISTS found");
    database.exec(search_schema);
    const HasChanged all = [](ItemKind, const std::string&) { return true; };
    IndexWriter writer(database, {}, all);
    add_all(writer, pack);
}

void renew_search_index(SQLite::Database& database, const Pack& pack, const std::vector<ItemReference>& before,
                        const std::vector<ItemReference>& after) {
    std::set<std::tuple<ItemKind, std::string, std::string>> old;
    for (const ItemReference& item : before)
        old.emplace(item.kind, item.id, item.sha256);
    std::set<std::pair<ItemKind, std::string>> unchanged;
    for (const ItemReference& item : after) {
        if (old.contains({item.kind, item.id, item.sha256})) unchanged.emplace(item.kind, item.id);
    }
    if (unchanged.size() < after.size() / 2) return write_search_index(database, pack);
    try {
        const HasChanged has_changed = [&](ItemKind kind, const std::string& id) {
            return !unchanged.contains({kind, id});
        };
        IndexWriter writer(database, read_rows(database), has_changed);
        add_all(writer, pack);
        writer.remove_rest();
    } catch (const SQLite::Exception&) {  // a damaged index; if it is more than that, this fails too
        write_search_index(database, pack);
    }
}

}  // namespace content
