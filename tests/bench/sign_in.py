#!/usr/bin/env python3
"""sign_in.py LINK: makes the account that a link of `kiosk-hub admin link` is for, as a browser does, and prints the cookie."""
import base64
import hmac
import re
import struct
import sys
import time
import urllib.parse
import urllib.request

link = sys.argv[1]
address, token = link.rsplit("/welcome/", 1)
page = urllib.request.urlopen(link, timeout=10).read().decode()
secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1").digest()
at = digest[19] & 15
code = "%06d" % ((struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF) % 1000000)
form = {"token": token, "name": "Bench", "login": "bench", "password": "lamp river stone seven", "code": code}
request = urllib.request.Request(
    address + "/welcome", urllib.parse.urlencode(form).encode(), {"Sec-Fetch-Site": "same-origin"}
)
answer = urllib.request.urlopen(request, timeout=30)
print(re.search(r"rotunda=([^;]+)", answer.headers["Set-Cookie"])[1])
