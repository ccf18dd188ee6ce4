#pragma once

#include <cstddef>
#include <functional>
#include <iterator>
#include <list>
#include <unordered_map>
#include <utility>

namespace kiosk {

/// Values by key, in the order of their last use. Every value has a weight (bytes, for most), and `trim` drops those
/// used longest ago. `Key` needs `==`; which keys are the same is its decision alone, so `Hash` may leave members out.
template <class Key, class Value, class Hash = std::hash<Key>>
class LruCache {
public:
    /// The value of `key`, which becomes the one used last; null when there is none. Valid until it is dropped.
    Value* use(const Key& key) {
        const auto found = look_up(key);
        if (found == entries_.end()) return nullptr;
        entries_.splice(entries_.begin(), entries_, found);
        return &found->value;
    }
    /// The same without using it.
    Value* find(const Key& key) {
        const auto found = look_up(key);
        return found == entries_.end() ? nullptr : &found->value;
    }
    /// Adds a value, used last of all, for a key that has none. Valid until it is dropped.
    Value& add(Key key, Value value, std::size_t weight) {
        const std::size_t hash = Hash{}(key);
        entries_.push_front({std::move(key), std::move(value), weight, hash});
        index_.emplace(hash, entries_.begin());
        weight_ += weight;
        return entries_.front().value;
    }
    /// Changes what the value of `key` weighs; no effect when there is none.
    void weigh(const Key& key, std::size_t weight) {
        const auto found = look_up(key);
        if (found == entries_.end()) return;
        weight_ = weight_ - found->weight + weight;
        found->weight = weight;
    }

    /// Drops what was used longest ago until at most `max_count` values of together at most `max_weight` are left. The
    /// one used last stays, whatever it weighs, and so do those of which `keeps(value)` is true.
    template <class Keeps>
    void trim(std::size_t max_count, std::size_t max_weight, const Keeps& keeps) {
        if (entries_.empty()) return;
        for (auto last = std::prev(entries_.end());
             last != entries_.begin() && (entries_.size() > max_count || weight_ > max_weight);) {
            const auto entry = last--;
            if (!keeps(std::as_const(entry->value))) erase(entry);
        }
    }
    void trim(std::size_t max_count, std::size_t max_weight) {
        trim(max_count, max_weight, [](const Value&) { return false; });
    }
    /// Drops the values of which `drops(value)` is true.
    template <class Drops>
    void erase_if(const Drops& drops) {
        for (auto entry = entries_.begin(); entry != entries_.end();) {
            const auto next = std::next(entry);
            if (drops(std::as_const(entry->value))) erase(entry);
            entry = next;
        }
    }
    void clear() {
        index_.clear();
        entries_.clear();
        weight_ = 0;
    }

    [[nodiscard]] std::size_t count() const { return entries_.size(); }
    [[nodiscard]] std::size_t weight() const { return weight_; }

private:
    struct Entry {
        Key key;
        Value value;
        std::size_t weight = 0;
        std::size_t hash = 0;
    };
    using Place = typename std::list<Entry>::iterator;

    Place look_up(const Key& key) {
        const auto [begin, end] = index_.equal_range(Hash{}(key));
        for (auto candidate = begin; candidate != end; ++candidate) {
            if (candidate->second->key == key) return candidate->second;
        }
        return entries_.end();
    }
    /// Finds the entry by its place, not by its key: a key with a NaN in it does not even equal itself.
    void erase(Place entry) {
        const auto [begin, end] = index_.equal_range(entry->hash);
        for (auto candidate = begin; candidate != end; ++candidate) {
            if (candidate->second != entry) continue;
            index_.erase(candidate);
            break;
        }
        weight_ -= entry->weight;
        entries_.erase(entry);
    }

    std::list<Entry> entries_;                           ///< used last first
    std::unordered_multimap<std::size_t, Place> index_;  ///< by hash
    std::size_t weight_ = 0;
};

/// Adds `value` to a hash, for tables by several members.
template <class T>
void hash_combine(std::size_t& hash, const T& value) {
    hash ^= std::hash<T>{}(value) + 0x9E3779B97F4A7C15U + (hash << 6U) + (hash >> 2U);
}

}  // namespace kiosk
