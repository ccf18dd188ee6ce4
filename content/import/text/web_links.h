#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Addresses of mails and feeds as the public may have them. Senders count who clicks, and mail servers let every click
/// pass through themselves: such addresses name their recipient and must not stand in a code on a wall.
namespace content {

/// Where `url`, a web address, leads in truth: without the detour that Outlook (Safe Links), Proofpoint, Barracuda,
/// Cisco, Sophos, Google, Facebook and others write around it, and without parameters that only count visitors
/// ("utm_source", "fbclid", "mc_eid") or have a mail address in them. Empty for an address that cannot be freed of its
/// recipient: the click counters of Mailchimp, SendGrid and others, Mimecast, links to unsubscribe; and for one that
/// carries a password ("?pwd=").
[[nodiscard]] std::string public_address(std::string_view url);

/// True for a text that begins as an http or https address does.
[[nodiscard]] bool begins_web_address(std::string_view text);

/// Bytes of the address that begins `text`: up to white space and other signs that no address has, without what ends a
/// sentence or closes a bracket that was not opened in it ("https://example.org/a_(b)" is whole).
[[nodiscard]] std::size_t size_of_address(std::string_view text);

struct PublicText {
    std::string text;
    std::size_t dropped = 0;  ///< addresses that could not be freed of their recipient and are no longer in the text
};

/// `text` with all its web addresses as public_address() has them.
[[nodiscard]] PublicText with_public_addresses(std::string_view text);

}  // namespace content
