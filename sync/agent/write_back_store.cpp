#include "sync/agent/write_back_store.h"

#include "content/base/files.h"

namespace syncing {

Result<std::string> WriteBackStore::load(const std::string& name) const {
    const auto found = waiting_.find(name);
    if (found == waiting_.end()) return stored_.load(name);
    if (!found->second) return Error{Code::not_found, (folder_ / name).string()};
    return *found->second;
}

Status WriteBackStore::save(const std::string& name, std::string_view bytes) {
    waiting_.insert_or_assign(name, std::string(bytes));
    return {};
}

Status WriteBackStore::remove(const std::string& name) {
    waiting_.insert_or_assign(name, std::nullopt);
    return {};
}

Status WriteBackStore::flush() {
    if (waiting_.empty()) return {};
    // A root first, and durable before what its keys have signed.
    if (const auto root = waiting_.find("root.json"); root != waiting_.end() && root->second) {
        if (auto saved = stored_.save(root->first, *root->second); !saved) return saved;
        waiting_.erase(root);
    }
    for (const auto& [name, bytes] : waiting_) {
        if (!bytes) {
            if (auto removed = stored_.remove(name); !removed) return removed;
            continue;
        }
        auto writer = content::FileWriter::create(folder_ / name);
        if (!writer) return writer.error();
        if (auto added = writer->add(*bytes); !added) return added;
        if (auto replaced = writer->replace(); !replaced) return replaced;
    }
    if (auto synced = content::sync_folder(folder_); !synced) return synced;
    waiting_.clear();
    return {};
}

}  // namespace syncing
