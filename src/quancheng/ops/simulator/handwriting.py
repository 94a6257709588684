"""A signature as a hand draws it on the pad: ink strokes on a transparent ground, an invented name."""

from __future__ import annotations

from typing import Final

DRAWN: Final = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAANwAAABQAgMAAAAPRvOxAAAADFBMVEUPK1APK1APK1APK1CZqTaYAAAABHRSTlMA"
    "Var/oA4xLwAAAy5JREFUeNrtVz1v00AYfs5pbKhBWRCqGlEzsNL7A6W5ibkD6sCfcH8AbfwTIlTmsjDQLh07pHXE"
    "wGwkNoTkoZU6BskFGyU+hjvbd/6o3CAhhtySu7Nf3/vxPM+9AZZjOf7lIHd628hnZrCY3cqC52G6oN2i503+Or7V"
    "k98fW3+h5xVTzvllWzuH5dPuq+7r2QJ2APDiDvl8fHySF/9HvrvObw3W2fU557nd82xic86jW+A55Dw9/sDKfhL/"
    "iu3yZjOfp+/UjS35208AOF6DWdfnqZ6XM4l27gHoTBpPO9zXt2RINEKznemnI4z1PYFykorceA1OjlCyM2RiQ5Hr"
    "eoTxQwCxtmdpnu3X240AkLgJrUWwtcC50VGgPQtvwdmqtr8BoJstHobN53W4Vy7fMNsZ6q9qL1rfglIZSAbWUuhO"
    "qPq5cv1MdX8KbHyVSmVeaweEp6rdo4t7ysP7IXC0Jxdr7xUZIWdXe+pnKA7UFYMRWTKQAwDElwsn0YPdBlWAHQNu"
    "0GP5An0ZrMl1+OMcvSIx1hRmmtXQCAH4b8VTt6xXM3QKwaYe8S+xKQk/AfqxoIRZYhtIrKSbzOEmLKM8BeB7ghK0"
    "jABjCpznkhL2uQe8EasxYMboMQDGvAwXKwQGmQ/Dl/wwp7wxBVxPBOtUAGcHgCO5Q1I/KqhrB7DmwCYAclFVwYk4"
    "EwAMnrCCBZTBDYRO2VU+UQYYMjGGSFonkJy15tJpn1XsDgAgc2NHERUjghsK6lpxlUZjQEmMoDwDACswUun0cFQV"
    "wggAHI1Km/K6oaFw2pzXqMRUwqtyI+0LKbQ9uDUNhxVInJQVm0TOpXBaSmlJ0kTphkqARLjwRRDAqam5LEMpQFG+"
    "3lEkr7WU1dhtS3ejsvJSWbOtfq2GjqFeB8q9PZCvb/t1V0ROIerpSMg3aFJ3XF6AXqRKhSJHq6z2bs/yURCsE7bo"
    "J56eymX6yZP6/iBs0bJeaGLsMACDFi2PAnRrBtghQGYt+p61QsiTDsPNd8Bs05+p8KIMoB5c1qKXVOG8AsBOzLhF"
    "//nkl6a/wM/PyXULN6uysZ626SBjLDZ2ln+6luM/HX8AupICH8o05LIAAAAASUVORK5CYII="
)
